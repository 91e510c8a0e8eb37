"""What people press and fill in around the queue, each part found by its custom_id, after a restart too."""

from __future__ import annotations

from cogs.hands.views.asking import AddQuestion, QuestionForm

ITEMS = (AddQuestion,)
FORMS = (QuestionForm,)
