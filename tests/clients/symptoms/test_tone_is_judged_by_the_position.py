import pytest

from clients.symptoms.rules import (
    EXPECTED_TONE,
    PLACES,
    Place,
    Position,
    ToneFit,
    Transition,
    tone_fit,
)


def test_the_same_tone_fits_one_position_and_not_another() -> None:
    assert tone_fit(Position.LYING, 3) is ToneFit.TOO_HIGH
    assert tone_fit(Position.STANDING, 3) is ToneFit.FITS
    assert tone_fit(Transition.LYING_TO_SITTING, 1) is ToneFit.TOO_LOW


def test_at_rest_no_tone_is_too_low() -> None:
    assert tone_fit(Position.LYING, 0) is ToneFit.FITS


@pytest.mark.parametrize("place", PLACES.values())
def test_every_place_has_a_band_with_both_ends_in_it(place: Place) -> None:
    expected = EXPECTED_TONE[place]
    assert 0 <= expected.low <= expected.high <= 10
    assert tone_fit(place, expected.low) is tone_fit(place, expected.high) is ToneFit.FITS
    assert tone_fit(place, expected.high + 1) is ToneFit.TOO_HIGH
    if expected.low:
        assert tone_fit(place, expected.low - 1) is ToneFit.TOO_LOW


@pytest.mark.parametrize("tone", [-1, 11])
def test_a_tone_off_the_scale_is_refused(tone: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        tone_fit(Position.SITTING, tone)
