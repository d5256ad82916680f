"""What the officer sees: Qt only here, one folder per room, and one way to make a page.

How a page is made. It lives in ``ui/<room>/<name>_page.py`` and is a ``ui.page.Page``. It gets the open ``Desk`` and
the ``Operations`` by its constructor and imports ``app`` and the foundation (``page``, ``parts``, ``tables``,
``actions``, ``drafts``, ``theme``), never another room of the screen. It has, in this order: signals (past-tense facts,
each documented in the class docstring), widgets, ``refresh()``, ``show_...(record)`` that can paint a record made by
hand, and ``_on_...`` slots. It gathers plain values, hands them to ``self.run(use_case, ..., done=self.show_...)`` and
paints the frozen record that comes back; it never touches the store.

``topics`` says what concerns it: when a use case touches one of them the page refreshes at once if it is in front, or
when it is next seen. ``commands()`` gives its own commands, which the menu bar, the palette and the shortcut help show
while it is in front. ``take(value)`` receives what another page sent it here for. A page is put on the rail by one line
in ``ui/places.py``.

Words of people come from outside: labels are plain text (``ui.parts.text``), never rich text. Sizes come from the
application font. Whatever has the focus has an accessible name; ``tests/ui/accessibility.py`` walks them.
"""
