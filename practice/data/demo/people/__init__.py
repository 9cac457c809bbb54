"""Who lives in the demo: invented people in every stage of the arc."""

from practice.data.demo.people.arriving import ARRIVING
from practice.data.demo.people.beginning import BEGINNING
from practice.data.demo.people.freeing import FREEING
from practice.data.demo.people.harbour import HARBOUR
from practice.data.demo.people.integrating import INTEGRATING
from practice.data.demo.people.person import Fate, Person, Post, Shape, Stage, Teacher
from practice.data.demo.people.resting import RESTING

PEOPLE: tuple[Person, ...] = (*ARRIVING, *BEGINNING, *FREEING, *INTEGRATING, *RESTING)
OTHERS: tuple[Person, ...] = HARBOUR

__all__ = ["OTHERS", "PEOPLE", "Fate", "Person", "Post", "Shape", "Stage", "Teacher"]
