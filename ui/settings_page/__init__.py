"""The room of settings: what the council has set, backups, officers, and one's own way in."""

from ui.settings_page.page import SettingsPage

__all__ = ["SettingsPage"]
