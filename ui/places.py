"""Where one can be: the places of the window in their order, each made when somebody first goes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from app.access import Act
from ui.page import Page


@dataclass(frozen=True)
class Place:
    """A place: its key, its words on the rail, the group it stands in, and the page that is there.

    ``page`` is ``module:Class``, imported on the first visit, so that the unlock window need not wait for it. A place
    without words is gone to from others and is not on the rail; ``under`` names the one that is marked then. ``act``
    is what an officer must be allowed to do for the place to be shown.
    """

    key: str
    words: str
    group: str
    page: str
    under: str = ""
    act: Act | None = None

    def make(self) -> Callable[..., Page]:
        """Import the page's class."""
        module, name = self.page.split(":")
        found: Callable[..., Page] = getattr(import_module(module), name)
        return found

    def exists(self) -> bool:
        """Say whether the room of this place is there."""
        module = self.page.split(":")[0]
        return find_spec(module.rpartition(".")[0]) is not None and find_spec(module) is not None


_EVERY = (
    Place("worklist", "Worklist", "", "ui.frontdoor.worklist_page:WorklistPage"),
    Place("search", "Children", "", "ui.casefile.search_page:SearchPage", act=Act.SEARCH),
    Place("casefile", "", "", "ui.casefile.case_page:CasePage", under="search"),
    Place("people", "Add a person", "", "ui.people.add_page:AddPersonPage", act=Act.RECORD_ABOUT_CHILD),
    Place("about", "", "", "ui.people.own_page:OwnRecordPage", under="search"),
    Place("feeds", "From agencies", "Information", "ui.feeds.import_page:ImportPage", act=Act.IMPORT_FILES),
    Place("columns", "", "", "ui.feeds.columns_page:ColumnsPage", under="feeds", act=Act.IMPORT_FILES),
    Place("refused", "", "", "ui.feeds.refused_page:RefusedPage", under="feeds", act=Act.MEND_ROWS),
    Place(
        "linking", "Same child?", "Information", "ui.linking.compare_page:ComparePage", act=Act.CONFIRM_LINK
    ),
    Place("sharing", "Shares", "Information", "ui.sharing.decision_page:DecisionPage", act=Act.DRAFT_SHARE),
    Place("papers", "Papers", "Information", "ui.papers.preview_page:PreviewPage", act=Act.PRINT_AND_SEND),
    Place("logbook", "Log", "Oversight", "ui.logbook.logbook_page:LogbookPage", act=Act.READ_OWN_LOG),
    Place(
        "directory",
        "Directory",
        "Oversight",
        "ui.directory.directory_page:DirectoryPage",
        act=Act.KEEP_DIRECTORY,
    ),
    Place(
        "share_list",
        "Share list",
        "Oversight",
        "ui.sharing.share_list_page:ShareListPage",
        act=Act.LIST_SHARES,
    ),
    Place("settings", "Settings", "Oversight", "ui.settings_page:SettingsPage"),
)


def places() -> tuple[Place, ...]:
    """Give the places whose rooms exist, in the order of the rail."""
    return tuple(place for place in _EVERY if place.exists())
