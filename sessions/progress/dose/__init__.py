"""Dose honesty: whether practising more went with feeling better, with how many and *cannot tell*.

Surveys of Hanna Somatic Education disagree: Posner's of about 100 clients found 44 % less severity,
unrelated to the number of lessons or the amount of practice at home
(associationforhannasomaticeducation.com/research-projects); the Somatic Movement Center's of 2,268
students found less pain in 94, 91 and 88 % at 5 to 7, 3 to 4 and 1 to 2 practice days a week
(somaticmovementcenter.com/student-survey-results). Both chose themselves. So nothing here says
that more is better, and nothing asks anybody to practise more.
"""
