# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest

from capacity.__main__ import main
from capacity.fleet import at_the_first_compiler, fleet
from capacity.load import Load, NonsenseError
from capacity.plan import break_even, profiles, warnings
from capacity.prices import instance_month, messages_month


@pytest.mark.parametrize(
    ("family", "generation", "size", "month"),
    [("c", "8g", "large", 201), ("c", "7g", "xlarge", 365)],
)
def test_threeInstances_costWhatIsPublished(
    family: str, generation: str, size: str, month: float
) -> None:
    assert 3 * instance_month(family, generation, size) == pytest.approx(month, abs=1)


def test_savingsPlan_doesNotDiscountTheFee() -> None:
    assert instance_month("c", "8g", "large", 1.0) == pytest.approx(
        0.15 * instance_month("c", "8g", "large") / 1.15
    )


def test_apiMessages_aboveTheTier_costLess() -> None:
    assert messages_month(2_000_000_000) == pytest.approx(1000 + 800)


def test_compile_isFourMessagesAndTwoPosts() -> None:
    load = Load.of(4)

    assert (load.messages_per_second, load.posts_per_second) == (16, 8)


def test_smallLoad_needsTheFloor() -> None:
    needed = fleet(Load.of(4), lifecycle_managed=True)

    # 3 + 2 + 2 environments of one vCPU, three to an xlarge.
    assert (needed.relay, needed.lifecycle, needed.instances) == (3, 2, 3)


def test_cpuBoundLoad_needsEnvironmentsByVCpus() -> None:
    # 100 x 4 x 3 messages of 10 ms of CPU are 12 vCPUs, half used: 24.
    assert fleet(Load.of(100, cpu_millis=10), lifecycle_managed=False).relay == 24


def test_firstCompiler_needsMoreThanTwiceTheVCpus() -> None:
    load = Load.of(500)
    both, first = fleet(load, False), fleet(at_the_first_compiler(load), False)

    # 500 x 4 x 3 messages, half used: of 0.62 ms 7.4 vCPUs, of 1.42 ms 17.1.
    assert (both.relay, first.relay) == (8, 18)


def test_slowPosts_needEnvironmentsByConcurrency() -> None:
    # 1200 messages of 1006 ms are 1207 at once, 16 of 32 slots used: 76.
    assert fleet(Load.of(100, post_millis=2000), lifecycle_managed=False).relay == 76


def test_profiles_differOnlyInCompute() -> None:
    managed, low_cost, standard = profiles(Load.of(100))

    assert {each.costs["DynamoDB"] for each in (managed, low_cost, standard)} == {
        managed.costs["DynamoDB"]
    }
    assert managed.costs["Lambda duration"] == 0
    assert standard.costs["instances"] == standard.costs["NAT gateway"] == 0
    assert low_cost.costs["Lambda duration"] < standard.costs["Lambda duration"]


def test_oneNatGateway_paysForHalfOfItsTrafficBetweenZones() -> None:
    one, two, none = (
        profiles(Load.of(100, nat_gateways=gateways))[0].costs for gateways in (1, 2, 0)
    )
    gigabytes = (one["NAT gateway"] - 0.05 * 730) / 0.045

    assert one["between zones"] == pytest.approx(gigabytes / 2 * 0.02)
    assert two["between zones"] == none["between zones"] == none["NAT gateway"] == 0


def test_ownKey_costsAMonthAndAFewRequests() -> None:
    without, with_key = (profiles(Load.of(4, own_key=key))[0].costs for key in (0, 1))

    assert without["volumes, key"] == pytest.approx(3 * 30 * 0.08)
    assert with_key["volumes, key"] - without["volumes, key"] == pytest.approx(1.00, abs=0.01)


def test_queuedMessages_areSentReceivedAndDeleted() -> None:
    load = Load.of(4, connects_per_second=0)
    direct = profiles(Load.of(4, connects_per_second=0, queued=0))[0].costs
    single = profiles(load)[0].costs
    batched = profiles(Load.of(4, connects_per_second=0, batch=10))[0].costs
    messages = 16 * 730 * 3600 / 1e6

    assert single["SQS"] - direct["SQS"] == pytest.approx(messages * 3 * 0.40)
    assert batched["SQS"] - direct["SQS"] == pytest.approx(messages * 1.2 * 0.40)
    assert batched["Lambda requests"] == pytest.approx(single["Lambda requests"] / 10)
    assert single["Lambda requests"] == direct["Lambda requests"]


def test_queuesThatNobodyUses_areReadAllTheSame() -> None:
    # Two queues, five readers each, three receives a minute: 1.3 million a month.
    assert profiles(Load.of(0, connects_per_second=0))[2].costs["SQS"] == pytest.approx(
        0.53, abs=0.01
    )


def test_clientsInside_payNoDataOut() -> None:
    assert profiles(Load.of(4, internet=0))[0].costs["data out"] == 0
    # 4 results of 4 KB and 4 acknowledgements of 150 bytes a second are 44.6 GB a month.
    assert profiles(Load.of(4))[0].costs["data out"] == pytest.approx(44.63 * 0.09, abs=0.01)


def test_ninthGeneration_hasAPriceForCOnly() -> None:
    assert 3 * instance_month("c", "9g", "large") == pytest.approx(219, abs=1)
    with pytest.raises(NonsenseError, match="m9g is not known"):
        instance_month("m", "9g", "large")


def test_guide_hasTheBillOfTodaysLoad() -> None:
    guide = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")

    # xlarge is named beside large, because the bill depends on it most.
    for each in profiles(Load.of(4, size="large")):
        assert f"**{each.month:.2f}**" in guide
    assert f"({profiles(Load.of(4))[0].costs['instances']:.2f} with xlarge)" in guide


def test_breakEven_separatesDearerFromCheaper() -> None:
    slow = {"post_millis": 300, "standard_mb": 2048}
    rate = break_even(Load.of(1, **slow), 0)

    assert rate is not None
    managed, _, standard = profiles(Load.of(rate / 2, **slow))
    assert managed.month > standard.month
    managed, _, standard = profiles(Load.of(rate, **slow))
    assert managed.month <= standard.month


def test_breakEven_cheapStandardFunctions_isNever() -> None:
    assert break_even(Load.of(4, standard_mb=512, post_millis=1), 0) is None


def test_loadAboveTheQuota_isWarnedOf() -> None:
    assert "quota is 10,000" in warnings(Load.of(2000))[0]
    assert warnings(Load.of(4)) == []


def test_peakAboveANewTable_isWarnedOf() -> None:
    # 800 results of 5 writes are 4,000.
    assert warnings(Load.of(799, peak_factor=1, connects_per_second=0)) == []
    assert "a new table takes 4,000" in warnings(Load.of(801, peak_factor=1))[0]


def test_loadThatNeedsBothCompilers_isWarnedOf() -> None:
    found = warnings(Load.of(1200, peak_factor=1, utilization=0.1))

    assert any("both compilers" in each for each in found)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"results_per_second": -1}, "--results-per-second is -1: it must be from 0 to 1e+06."),
        (
            {"results_per_second": float("nan")},
            "--results-per-second is nan: it must be from 0 to 1e+06.",
        ),
        (
            {"results_per_second": 1, "payload_bytes": 40000},
            "--payload-bytes is 40000: it must be from 1 to 32768.",
        ),
        ({"results_per_second": 1, "vcpus": 3}, "--vcpus is 3: it must be one of 1, 2, 4."),
    ],
)
def test_nonsense_isRefusedWithASentence(options: dict[str, float], sentence: str) -> None:
    with pytest.raises(NonsenseError) as refused:
        Load.of(**options)

    assert str(refused.value) == sentence


def test_environmentThatDoesNotFit_isRefusedWithASentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["4", "--size", "large", "--vcpus", "2"]) == 2
    assert (
        capsys.readouterr().err
        == "An environment of 2 vCPUs does not fit into a large: choose a larger --size.\n"
    )


def test_estimate_noLoad_hasNoDivisionByZero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["0", "--subscribers", "0", "--connections", "0"]) == 0
    assert "all standard" in capsys.readouterr().out
