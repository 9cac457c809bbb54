"""Reads of the measures: what a course of work was measured by, what is due, the doors.

What one judged of a change is shut to the other until both are in: `MeasureResponse.objects` holds
that, and nothing here reads around it but for *that* something was answered.
"""

from clients.measures.queries.days import MeasuredDay, measured_days_beside, told_days
from clients.measures.queries.doors import (
    counterpart_is_in,
    get_response,
    lent_tablet,
    responses_where,
    review_on,
    told_of,
)
from clients.measures.queries.improvement import Changed, Improvement, changes_of, improvement_of
from clients.measures.queries.lines import (
    A_PAGE,
    NEWEST,
    Line,
    all_of,
    cited_by,
    lines_of,
    lines_of_each,
)
from clients.measures.queries.told import Told
from clients.measures.queries.works import (
    MeasuredClient,
    Work,
    get_measured,
    told_works,
    works_beside,
)

__all__ = [
    "A_PAGE",
    "NEWEST",
    "Changed",
    "Improvement",
    "Line",
    "MeasuredClient",
    "MeasuredDay",
    "Told",
    "Work",
    "all_of",
    "changes_of",
    "cited_by",
    "counterpart_is_in",
    "get_measured",
    "get_response",
    "improvement_of",
    "lent_tablet",
    "lines_of",
    "lines_of_each",
    "measured_days_beside",
    "responses_where",
    "review_on",
    "told_days",
    "told_of",
    "told_works",
    "works_beside",
]
