"""How a share that is being decided gets its second person's signature: in place, or asked for and kept as a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.approvals import signs
from app.sharing.deciding import ShareMade, begin_share
from app.sharing.share_draft import ShareDraft
from app.sharing.signing import ask_signature, sign_in_place
from ui.drafts import DraftKeeper
from ui.page import Page
from ui.sharing.sign_card import SignCard

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations


class SignedPage(Page):
    """A page on which one share is decided, with the card of its second person.

    ``drafts`` keeps what is typed, ``draft()`` gives it, ``weigh()`` asks the rules again.
    """

    drafts: DraftKeeper

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._reference = ""
        self.signing = SignCard()
        self.signing.sign_asked.connect(self._on_sign)
        self.signing.later_asked.connect(self._on_sign_later)

    def draft(self) -> ShareDraft:
        """Give the share as it stands on the page; one without a form has an empty one."""
        return ShareDraft()

    def weigh(self) -> None:
        """Ask the rules again, where the page has rules to ask."""

    def go_to_signing(self, rule: str) -> bool:
        """Go to the card where a signature settles a rule; say whether one does."""
        if self.signing.isHidden() or not any(rule in each.settles for each in signs().values()):
            return False
        self.scroller.ensureWidgetVisible(self.signing)
        self.signing.enter()
        return True

    def _on_sign(self, sign: str, why: str, second: str, passphrase: str) -> None:
        def signs_it() -> None:
            asked = (self._reference, self.draft(), sign, why, second, passphrase)
            self.operations.long(
                _sign, *asked, done=self._on_signed, failed=self.problem, page=self, topics=("approvals",)
            )

        self._with_reference(signs_it)

    def _on_sign_later(self, sign: str, why: str) -> None:
        self._with_reference(
            lambda: self.run(
                ask_signature, self._reference, self.draft(), sign, why, done=self._on_signature_asked
            )
        )

    def _with_reference(self, then: Callable[[], None]) -> None:
        """A signature belongs to a share, so one that was only typed so far is begun first."""
        if self._reference:
            then()
            return

        def begun(made: ShareMade) -> None:
            self.drafts.finish()
            self._reference = made.reference
            self.drafts.touch()
            self.drafts.flush()
            then()

        self.run(begin_share, self.draft(), done=begun)

    def _on_signed(self, _nothing: object) -> None:
        self.signing.clear_typed()
        self.weigh()
        self.say("Signed. It stands in the log under the second person's own name.")

    def _on_signature_asked(self, _key: object) -> None:
        self.signing.clear_typed()
        self.say("It waits on the worklist of those who may sign. The share is kept as a draft.")


def _sign(
    desk: Desk,
    _watch: Any,
    reference: str,
    draft: ShareDraft,
    sign: str,
    why: str,
    second: str,
    passphrase: str,
) -> None:
    sign_in_place(desk, reference, draft, sign, why, second=second, passphrase=passphrase)
