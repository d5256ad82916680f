"""Settings: the council, the desk, backups, officers and one's own way in; every change is an entry of the log."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.access import Act, may
from app.approvals import Waiting, answer_second, waiting_for_second
from app.backup_rhythm import BackupState, back_up_as_set, state
from app.backups import BackupMade
from app.desk import store_facts
from app.disk_places import backup_warning, place_now
from app.errors import DeskError
from app.feeds.layouts import shipped_layouts
from app.officers import (
    OfficerShown,
    add_officer,
    change_passphrase,
    change_roles,
    list_officers,
    remove_officer,
    replace_recovery,
    roles_named,
)
from app.rekeying import change_store_key
from app.settings import SettingShown, change_settings, list_settings
from ui.actions import Command
from ui.page import Page
from ui.parts import Card, RowStack, Tabs, button, text
from ui.settings_page.backups_card import BackupsCard
from ui.settings_page.fields import SettingsCard
from ui.settings_page.officers_card import WHAT_LEAVING_DOES, OfficerForm, OfficersCard
from ui.settings_page.own_card import DeviceCard, PassphraseCard
from ui.settings_page.second_card import SecondCard

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

TABS = (
    ("council", "Council"),
    ("desk", "Desk"),
    ("backups", "Backups"),
    ("officers", "Officers and roles"),
    ("own", "My passphrase"),
    ("laptop", "This laptop"),
    ("second", "Second person"),
)
ONLY_ADMINISTRATOR = "Only a colleague who is administrator may do this."


class SettingsPage(Page):
    """The settings, a tab for each kind."""

    key = "settings"
    title = "Settings"
    topics = frozenset({"settings", "officers", "backups", "approvals"})
    help_text = (
        "What your council has set at this desk. Each setting says who may change it; nothing changes before you press "
        "Save, and every change stands in the log with its name, never its value. Backups go by themselves to the folder "
        "that is set. Removing an officer changes the key of the store and locks the desk."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.heading("Settings")
        self._leaver: OfficerShown | None = None
        self.tabs = Tabs("Kinds of settings", TABS)
        self.council, self.desk_card = SettingsCard("The council"), SettingsCard("The desk")
        self.backup_card, self.backups = SettingsCard("Where and how often"), BackupsCard()
        self.layouts = Card("Layouts of agencies")
        self.officers, self.form = OfficersCard(), OfficerForm()
        self.passphrase, self.device = PassphraseCard(), DeviceCard()
        self.second = SecondCard()
        self._groups = {"council": self.council, "desk": self.desk_card, "backups": self.backup_card}
        self._shown: dict[str, tuple[QWidget, ...]] = {
            "council": (self.council,),
            "desk": (self.desk_card, self.layouts),
            "backups": (self.backup_card, self.backups),
            "officers": (self.officers, self.form),
            "own": (self.passphrase,),
            "laptop": (self.device,),
            "second": (self.second,),
        }
        self.body.addWidget(self.tabs)
        for cards in self._shown.values():
            for card in cards:
                self.body.addWidget(card)
        self.body.addStretch(1)
        self.save_button = button("Save", "Ctrl+Return", "filled", self._on_save)
        self.undo_button = button("Put back what stands", on=self._on_put_back)
        self.footer.addWidget(self.save_button)
        self.footer.addWidget(self.undo_button)
        self._list_layouts()
        self._connect()
        self._on_tab(self.tabs.value())

    def refresh(self) -> None:
        """Ask for everything that is shown."""
        self.ask(list_settings, done=self.show_settings)
        self.ask(list_officers, done=self.show_officers)
        self.ask(waiting_for_second, done=self.second.show_waiting)
        self.ask(store_facts, done=self.show_facts)
        self.operations.beside(
            partial(state, self.desk), done=self.show_backups, failed=self.problem, page=self
        )

    def take(self, value: object) -> None:
        """Take the tab that is asked for."""
        self.tabs.set_value(str(value))

    def commands(self) -> tuple[Command, ...]:
        """Give what can be done here."""
        return (
            Command(
                "save_settings", "Save the settings", self._on_save, "Ctrl+Return", enabled_when=self._saves
            ),
            Command("back_up_now", "Make a backup now", self._on_back_up, enabled_when=self._backs_up),
        )

    def show_settings(self, shown: tuple[SettingShown, ...]) -> None:
        """Show the settings, each in its group."""
        for group, card in self._groups.items():
            card.show_settings(each for each in shown if each.spec.group == group)
        folder = next(str(each.value) for each in shown if each.spec.name == "backup_folder")
        self.backup_card.say(backup_warning(Path(folder)) if folder else "")
        self._on_altered()

    def show_officers(self, officers: tuple[OfficerShown, ...]) -> None:
        """Show who works here."""
        reason = "" if may(self.desk.officer, Act.KEEP_OFFICERS) else ONLY_ADMINISTRATOR
        self.officers.show_officers(officers, reason, self.desk.officer.name)
        self.form.setVisible(not reason and self.tabs.value() == "officers")

    def show_facts(self, facts: Any) -> None:
        """Show what is known of this laptop."""
        path = self.desk.keeper.path
        place = place_now(path)
        disk = (
            "This computer's own disk."
            if place.kind == "own"
            else f"{place.what}: move the store to an own disk."
        )
        reason = "" if may(self.desk.officer, Act.KEEP_DEVICES) else ONLY_ADMINISTRATOR
        self.device.show_facts(facts["device"], path.name, self.desk.keeper.recovery_made(), disk, reason)

    def show_backups(self, found: BackupState) -> None:
        """Show how the backups stand."""
        self.backups.show_state(found, "" if may(self.desk.officer, Act.BACK_UP) else ONLY_ADMINISTRATOR)

    def _connect(self) -> None:
        self.tabs.changed.connect(self._on_tab)
        for card in self._groups.values():
            card.save_asked.connect(self._on_save_asked)
            card.altered.connect(self._on_altered)
        self.backups.now_asked.connect(self._on_back_up)
        self.officers.roles_asked.connect(self._on_roles)
        self.officers.leave_asked.connect(self._on_leave)
        self.form.add_asked.connect(self._on_add)
        self.form.roles_chosen.connect(self._on_roles_chosen)
        self.form.given_up.connect(self.form.begin)
        self.passphrase.change_asked.connect(self._on_change_passphrase)
        self.device.replace_asked.connect(self._on_replace)
        self.second.answered.connect(self._on_answered)

    def _list_layouts(self) -> None:
        rows = RowStack()
        for layout in shipped_layouts():
            senders = ", ".join(code for code in layout.organisations if "*" not in code)
            rows.add_words(layout.name, f"{layout.format.upper()}, from {senders or 'anybody'}")
        self.layouts.add(
            text(
                "How agencies' files are read. They are chosen by themselves when a file comes in.", "second"
            )
        )
        self.layouts.add(rows)

    # --- what was pressed -------------------------------------------------------------------------------------------

    def _saves(self) -> bool:
        card = self._groups.get(self.tabs.value())
        return card is not None and bool(card.changes())

    def _backs_up(self) -> bool:
        return self.backups.now_button.isEnabled()

    def _on_tab(self, key: str) -> None:
        for tab, cards in self._shown.items():
            for card in cards:
                card.setVisible(tab == key)
        self.form.setVisible(key == "officers" and may(self.desk.officer, Act.KEEP_OFFICERS))
        for made in (self.save_button, self.undo_button):
            made.setVisible(key in self._groups)
        self._on_altered()

    def _on_altered(self) -> None:
        card = self._groups.get(self.tabs.value())
        reason = "" if card is not None and card.changes() else "Nothing is changed yet."
        self.save_button.set_reason(reason)
        self.undo_button.set_reason(reason)

    def _on_save(self) -> None:
        card = self._groups.get(self.tabs.value())
        if card is not None:
            card.save()

    def _on_put_back(self) -> None:
        card = self._groups.get(self.tabs.value())
        if card is not None:
            card.put_back()

    def _on_save_asked(self, changes: dict[str, str]) -> None:
        self.run(change_settings, changes, done=self._on_saved)

    def _on_saved(self, changed: tuple[str, ...]) -> None:
        self.notice.clear()
        self.say(
            f"Saved: {len(changed)} {'setting' if len(changed) == 1 else 'settings'}. The log says which."
        )
        self.refresh()

    def _on_back_up(self) -> None:
        self.operations.long(
            _back_up, done=self._on_backed_up, failed=self.problem, page=self, strip=self.backups.progress,
            topics=("backups",),
        )  # fmt: skip

    def _on_backed_up(self, made: BackupMade | None) -> None:
        if made is not None:
            self.say(f"Backup made and checked, at log head {made.head}.")

    def _on_add(self, name: str, post: str, passphrase: str, roles: tuple[str, ...]) -> None:
        self.operations.long(
            _add, name, post, passphrase, roles, done=self._on_added, failed=self.problem, page=self,
            topics=("officers",),
        )  # fmt: skip

    def _on_added(self, shown: OfficerShown) -> None:
        self.form.begin()
        self.say(f"{shown.name} can unlock this store now.")

    def _on_roles(self, officer: OfficerShown) -> None:
        self.form.begin(officer)
        self.scroller.ensureWidgetVisible(self.form)

    def _on_roles_chosen(self, name: str, roles: tuple[str, ...]) -> None:
        self.run(change_roles, name, roles_named(roles), done=self._on_roles_kept)

    def _on_roles_kept(self, shown: OfficerShown) -> None:
        self.form.begin()
        self.say(f"{shown.name} has other roles from the next unlocking on.")

    def _on_leave(self, officer: OfficerShown) -> None:
        self._leaver = officer
        self.notice.say(
            f"Remove {officer.name}?",
            "amber",
            "Remove and lock the desk",
            self._on_leave_sure,
            WHAT_LEAVING_DOES,
        )
        self.scroller.ensureWidgetVisible(self.notice)

    def _on_leave_sure(self) -> None:
        leaver, self._leaver = self._leaver, None
        if leaver is not None:
            self.say("The store is written anew under another key. The desk locks when it is done.")
            self.operations.long(_let_go, leaver.name, done=self._on_let_go, failed=self.problem, page=self)

    def _on_let_go(self, _name: str) -> None:
        lock = self.window().findChild(QAction, "lock")
        if lock is not None:
            lock.trigger()

    def _on_change_passphrase(self, old: str, new: str) -> None:
        self.operations.long(
            _change_passphrase, old, new, done=self._on_passphrase_changed, failed=self.problem, page=self
        )

    def _on_passphrase_changed(self, _nothing: object) -> None:
        self.passphrase.clear_boxes()
        self.say("Your passphrase is changed.")

    def _on_replace(self, words: str, file: Path) -> None:
        self.operations.long(
            _replace,
            words,
            file,
            done=self._on_replaced,
            failed=self.problem,
            page=self,
            topics=("officers",),
        )

    def _on_replaced(self, _nothing: object) -> None:
        self.device.clear_boxes()
        self.say("The council's recovery key opens this store now, and the old words do not.")

    def _on_answered(self, waiting: Waiting, given: bool, words: str) -> None:
        self.run(answer_second, waiting.key, given=given, words=words, done=self._on_second_kept)

    def _on_second_kept(self, _nothing: object) -> None:
        self.say("Your answer stands in the log. Whoever asked goes on with it.")
        self.ask(waiting_for_second, done=self.second.show_waiting)

    def problem(self, error: DeskError) -> None:
        """Show an error, and what stands after it."""
        super().problem(error)
        self.ask(list_officers, done=self.show_officers, failed=lambda _error: None)


def _back_up(desk: Desk, _watch: Any) -> BackupMade | None:
    return back_up_as_set(desk, by_hand=True)


def _add(
    desk: Desk, _watch: Any, name: str, post: str, passphrase: str, roles: tuple[str, ...]
) -> OfficerShown:
    return add_officer(desk, name, passphrase=passphrase, roles=roles_named(roles), post=post)


def _let_go(desk: Desk, _watch: Any, name: str) -> str:
    remove_officer(desk, name)
    change_store_key(desk)
    return name


def _change_passphrase(desk: Desk, _watch: Any, old: str, new: str) -> None:
    change_passphrase(desk, old, new)


def _replace(desk: Desk, _watch: Any, words: str, file: Path) -> None:
    replace_recovery(desk, words, file)
