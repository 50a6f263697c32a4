"""Imports files into a new collection with Anki's own library, and prints as JSON what came of each, and what is there.

usage: anki-imports.py FILE...
"""

import json
import sys
import tempfile
from pathlib import Path

from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)

COUNTED = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck")


def import_file(col: Collection, path: str) -> dict:
    if path.endswith(".apkg"):
        options = ImportAnkiPackageOptions(with_scheduling=True)
        log = col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options)).log
    else:
        metadata = col.get_csv_metadata(path, None)
        log = col.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
    return {name: len(getattr(log, name)) for name in COUNTED}


def card_of(col: Collection, card) -> dict:
    memory = card.memory_state
    return {
        "template": card.template()["name"],
        "deck": col.decks.name(card.did),
        "type": card.type,
        "queue": card.queue,
        # What is asked by the day: in how many days.
        "due": card.due - col.sched.today if card.type == 2 else card.due,
        "interval": card.ivl,
        "reps": card.reps,
        "lapses": card.lapses,
        "stability": memory.stability if memory else None,
        "question": card.question(),
        "answer": card.answer(),
        # What Anki reads out, and the voice that it does so with.
        "spoken": [{"language": tag.lang, "text": tag.field_text} for tag in card.question_av_tags()],
    }


def note_of(col: Collection, note) -> dict:
    return {
        "guid": note.guid,
        "type": note.note_type()["name"],
        "tags": note.tags,
        "fields": dict(zip(note.keys(), note.values())),
        "cards": [card_of(col, card) for card in note.cards()],
    }


with tempfile.TemporaryDirectory() as folder:
    col = Collection(str(Path(folder) / "collection.anki2"))
    imports = [import_file(col, path) for path in sys.argv[1:]]
    problems, sound = col.fix_integrity()
    notes = [note_of(col, col.get_note(id)) for id in col.find_notes("")]
    reviews = col.db.all("select id, ease, ivl, lastIvl, type from revlog order by id")
    types = sorted(type.name for type in col.models.all_names_and_ids())
    col.close()

state = {
    "imports": imports,
    "sound": sound,
    "problems": problems,
    "notes": notes,
    "reviews": reviews,
    "types": types,
}
json.dump(state, sys.stdout)
