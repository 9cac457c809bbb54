"""Cards to understand by, and each practice's page of next steps, both copied into every one."""

import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models

from practice.core.protection import ProtectTenantTables, filling

# What a new practice gets a copy of, as it was when this was written.
CARDS = r"""
INSERT INTO care_sessions_understandingcard (practice_id, built_in_code, built_in_version, title,
  summary, body, healthy, tight, drawing, link, source, author, licence, offered_to_all, position,
  version)
SELECT practice.id, ours.code, 1, ours.title, ours.summary, ours.body, ours.healthy, ours.tight,
  ours.drawing, '', ours.source, 'Supple', 'own words', true, ours.position, 1
FROM practice_practice practice, (VALUES
  (0, 'psoas_free_and_tight', 'The psoas, free and tight',
   'A deep muscle on each side joins your thigh to your spine. Free, it goes unnoticed.',
   E'It runs from the front of the low spine, through the pelvis, to the top of the thigh. Its neighbour, the iliacus, ends in the same place, so we speak of both as one. It steadies you and it moves you, and how hard it should work changes with all you do.\n\nThe second list is what people tell us. Each of these can have other reasons too. What is new, strong or worrying belongs to a doctor first.',
   E'Lying down, it rests\nSitting, it helps you stay upright\nStanding, it lets you come to full height\nWalking, one side works while the other lets go\nBending and turning feel easy',
   E'Lying down, it goes on working\nGetting up, a pull in the groin or low back\nStanding, the low back hollows, the belly comes forward\nWalking, the steps stay short\nMoving is heavy work',
   'psoas_free_and_tight', 'How teachers of somatic education explain it; no study'),
  (1, 'muscles_remember', 'Muscles remember',
   'Much of what is tight was learned once. What was learned can be learned anew.',
   E'You did not think your way onto a bicycle. You practised, and one day it went by itself. Holding is learned the same way: after a fall, in a hard time, over years in a chair. Your brain keeps how a movement goes and how it feels, and plays it again without asking you.\n\nThat is why “sit up straight” lasts a minute. Nobody can watch over their back all day, and you do not have to. It is not a matter of trying harder or of knowing better.\n\nWhat came by doing changes by doing: slowly, with attention, a little every day, lying down first. One day the new way goes by itself, too.',
   E'',
   E'',
   'muscles_remember', 'How teachers of somatic education explain it; no study'),
  (2, 'core_and_sleeve', 'Core and sleeve',
   'Some muscles lie against the bone. Others are wrapped around them.',
   E'By core we mean the innermost muscles: the psoas, the iliacus, the diaphragm you breathe with, the one between your lowest rib and your pelvis. By sleeve we mean what lies around them. Your belly wall is sleeve, even if you have heard it called core.\n\nWhen the core does its quiet part, the sleeve has little to do. When it does not, the sleeve steps in and holds you together. It is a picture to learn with; others draw the line elsewhere.',
   E'The belly is soft\nBreath goes down by itself\nYou feel long, with room inside',
   E'The belly is held\nBreath stops short\nYou feel short and braced',
   'core_and_sleeve', 'How teachers of somatic education explain it; no study'),
  (3, 'tone_that_fits', 'Tone that fits',
   'Tone is how hard a muscle is working, from full rest to all it can.',
   E'More is not better, and neither is less. Lying down, next to nothing is enough. Sitting takes a little, standing some more, stairs much more. Afterwards it should come down again.\n\nYour brain sets this anew from moment to moment, by what it feels. A supple muscle follows: up when there is work, down when it is done, and never more than it takes. That is what makes moving look light.\n\nSo we do not ask how strong or how loose you are. We look at whether the tone fits what you are doing just now, and whether you can let it go.',
   E'',
   E'',
   'tone_that_fits', 'How teachers of somatic education explain it; no study'),
  (4, 'why_no_stretching', 'Why we do not stretch',
   'A muscle that is pulled often pulls back. We ask it to let go instead.',
   E'A muscle held by habit holds because your brain tells it to. Pulling on it from outside tells the brain nothing new. It may give way for a while and be back the next day. Perhaps you know this.\n\nWe begin at the other end, the way a cat wakes up. You tighten the muscle gently yourself. Then you let go, much more slowly, and rest. So your brain feels what it was doing, and can do less of it. It should never hurt.\n\nWhat is known: many who do this say they feel easier. The studies are few and had nobody to compare with, so nobody can promise you how it will be for you. We look at what changes, together.',
   E'',
   E'',
   'why_no_stretching', 'How teachers of somatic education explain it; Huang and Babgi 2022, a study without a comparison group'),
  (5, 'free_then_integrate', 'First free, then integrate',
   'Letting go is the beginning. It stays when you use it.',
   E'Muscles never work alone. While one was held, all the others fitted themselves around it: how you stand, walk and breathe. When it lets go, they still do it the old way, and may call the old holding back.\n\nSo there are two steps. First free: lying down, slowly, one place after the other. Then integrate: the same ease in rolling, sitting up, standing and walking, until everything joins in and you no longer think of it.\n\nIt does not matter what freed you: a lesson, the practice at home, or somebody else. The second step comes after it all the same. How long it takes differs from one person to the next.',
   E'',
   E'',
   'free_then_integrate', 'How teachers of somatic education explain it; no study'),
  (6, 'what_you_do_not_feel_yet', 'What you do not feel yet',
   'A place that is always held can fall silent. You do not notice that it did.',
   E'Close your eyes and feel your tongue. Now feel the left side of your low back. In most of us some places are clear, some are dim, and some are simply not there. Nobody misses them, as nobody sees where their sight ends.\n\nMoving slowly, with attention, wakes them. Then it may turn out that you have been holding there for years. That is no step back: now you can let go of it.\n\nSo “I cannot feel it” is a true answer here. Tell us, too, what you feel now that you did not before. If your skin is numb, or strength is missing, that is something else: see a doctor.',
   E'',
   E'',
   'what_you_do_not_feel_yet', 'How teachers of somatic education explain it; no study')
) AS ours (position, code, title, summary, body, healthy, tight, drawing, source)
ORDER BY practice.id, ours.position;
INSERT INTO care_sessions_nextsteps (practice_id, title, body, link, is_offered, version)
SELECT practice.id, 'Something let go. What now?',
  E'A first release is recorded for you. You may feel longer, lighter or a little strange. Perhaps you feel nothing yet. All of that is fine.\n\nToday: take a slow walk, and let your arms swing. Lie down once for a few minutes and feel how you lie. There is no need to test whether it is still there.\n\nThe next days: go on with your short practice, gently. Do less, and slower, than you could. The old way knows your body well, and it may come back for a while. That is no failure; it lets go more easily each time.\n\nWhat comes next: letting go was the first step. Next you take it into rolling, sitting up, standing and walking, so that it stays without your thinking of it. These movements come into your home program from us.\n\nIf you are sore for more than a day and a half, or something is worse: stop, and tell us. What is sudden, strong or new to you belongs to a doctor.',
  '', true, 1
FROM practice_practice practice ORDER BY practice.id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('care_sessions', '0013_names_of_muscle_groups'),
        ('practice', '0008_message_recipient'),
    ]

    operations = [
        migrations.CreateModel(
            name='NextSteps',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('body', models.TextField(blank=True, verbose_name='words')),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='link')),
                ('is_offered', models.BooleanField(default=True, verbose_name='clients find it in the portal')),
                ('version', models.PositiveIntegerField(default=1)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice',), name='one_page_of_next_steps')],
            },
        ),
        migrations.CreateModel(
            name='UnderstandingCard',
            fields=[
                ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                ('built_in_code', models.CharField(max_length=60)),
                ('built_in_version', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(null=True)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('summary', models.CharField(blank=True, max_length=200, verbose_name='in a sentence')),
                ('body', models.TextField(blank=True, verbose_name='words')),
                ('healthy', models.TextField(blank=True, verbose_name='when it is free')),
                ('tight', models.TextField(blank=True, verbose_name='when it is tight')),
                ('drawing', models.CharField(blank=True, max_length=60)),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='link')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('author', models.CharField(blank=True, max_length=120, verbose_name='author')),
                ('licence', models.CharField(blank=True, max_length=120, verbose_name='licence')),
                ('offered_to_all', models.BooleanField(default=False, verbose_name='every client may read it')),
                ('position', models.PositiveSmallIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('practice', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'built_in_code'), name='one_understanding_card_a_code'), models.CheckConstraint(condition=models.Q(models.Q(('built_in_code__startswith', 'own_'), ('built_in_version', 0)), models.Q(('built_in_version__gt', 0), models.Q(('built_in_code__startswith', 'own_'), _negated=True)), _connector='OR'), name='own_card_has_own_code')],
            },
        ),
        ProtectTenantTables("UnderstandingCard", "NextSteps"),
        *filling(
            CARDS,
            "care_sessions_understandingcard",
            "care_sessions_nextsteps",
            "practice_practice",
        ),
    ]
