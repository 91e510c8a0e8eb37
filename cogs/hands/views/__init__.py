"""What people press and fill in around the queue, each part found by its custom_id, after a restart too."""

from __future__ import annotations

from cogs.hands.views import reporting
from cogs.hands.views.asking import AddQuestion, QuestionForm
from cogs.hands.views.buttons import ChoosePolicy, Press
from cogs.hands.views.limits import LimitsForm
from cogs.hands.views.moderating import KeepOutForm, Moderate, UndoDeed
from cogs.hands.views.person import ChoosePerson

ITEMS = (AddQuestion, Press, ChoosePolicy, ChoosePerson, Moderate, UndoDeed, reporting.ReportPerson)
FORMS = (QuestionForm, LimitsForm, KeepOutForm, reporting.ReportForm)
