"""Where the library is, told without opening it: what reads it takes a while to import."""

from __future__ import annotations

from pathlib import Path

from assistant.drafting.history import Asked, NoPast, Recalled
from assistant.settings import Settings

FILE = "library.sqlite3"


def folder(settings: Settings) -> Path:
    """Return the folder of the library inside the data folder."""
    return settings.data_dir / "library"


def exists(settings: Settings) -> bool:
    """Return whether there is a library to look into, without making one."""
    return settings.database_url is not None or (folder(settings) / FILE).is_file()


class LazyPast:
    """The past incidents of the library, which is imported when there is one to ask."""

    def __init__(self, settings: Settings) -> None:
        """Ask the library that the settings place."""
        self._settings = settings

    def recall(self, asked: Asked) -> Recalled:
        """Return what the library holds of the kind; whatever is wrong with it is a finding."""
        if not exists(self._settings):
            return NoPast().recall(asked)
        from assistant.library.past import LibraryPast

        return LibraryPast(self._settings).recall(asked)
