"""What people press: their answer to being recorded, and what there is of a replay."""

from __future__ import annotations

from cogs.recording.views.answering import AnswerButton, answerable
from cogs.recording.views.browsing import Choose, Do, Rename, ShowPage
from cogs.recording.views.forms import FormButton, forms_of

ITEMS = (AnswerButton, Choose, Do, FormButton, ShowPage)
FORMS = (Rename,)

__all__ = ["FORMS", "ITEMS", "answerable", "forms_of"]
