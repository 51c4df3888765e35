// SPDX-License-Identifier: GPL-3.0-or-later
// Random walks over sliders, typed numbers, tiles, lists, locks and undo, through the document:
// back is back, no layout is absurd, and the command line gives the same answer.
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/scenario/edits.h"
#include "ui/document/document.h"
#include "ui/panels/scenario_controls.h"
#include "ui/panels/slider_limits.h"

#include "tests/ui/absurd_layouts.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using core::Setting;

namespace {

// Fixed, and others for a longer search by hand, in which every walk ends with both steps.
const int kHand = qEnvironmentVariableIntValue("PARALLARIUM_WALKS");
const unsigned kSeed = kHand > 0 ? unsigned(qEnvironmentVariableIntValue("PARALLARIUM_SEED"))
                                 : 20'261'128;
const unsigned kWalks = kHand > 0 ? unsigned(kHand) : 5000;
constexpr int kTyped =
    9; // in one of so many, numbers are typed; no divisor of how many starts there are
constexpr int kMoves = 6;
// All examples; a training run counts in ways of its own.
const std::vector<std::string> &starts()
{
    static const std::vector<std::string> ids = [] {
        std::vector<std::string> all;
        for (const core::BuiltinScenario &scenario : core::builtinScenarios()) {
            if (!core::loadScenario(std::string(scenario.id)).value().train)
                all.emplace_back(scenario.id);
        }
        return all;
    }();
    return ids;
}

// 1F1B and GPipe have no options.
constexpr const char *kPlainStarts[] = {"1f1b-4-8", "llama7b-pp4", "gpt3-64-4x4x4"};

core::Scenario untitled(core::Scenario scenario)
{
    scenario.title.clear();
    return scenario;
}

std::string pair(const char *path, std::int64_t value)
{
    return std::string(path) + '=' + std::to_string(value);
}

// The layout as somebody would type it behind --set.
std::vector<std::string> settingsOf(const core::Scenario &scenario)
{
    constexpr const char *sharding[] = {"none", "zero1", "zero2", "zero3"};
    constexpr const char *framework[] = {"usual", "megatron", "pytorch"};
    const core::ParallelSpec &parallel = scenario.parallel;
    return {
        pair("cluster.devices", scenario.cluster.devices),
        pair("parallel.data", parallel.data),
        pair("parallel.tensor", parallel.tensor),
        pair("parallel.pipeline", parallel.pipeline),
        pair("parallel.context", parallel.context),
        pair("parallel.expert", parallel.expert),
        pair("parallel.chunks", parallel.chunks),
        pair("training.global_batch", scenario.training.globalBatch),
        pair("training.micro_batch", scenario.training.microBatch),
        "parallel.schedule=" + parallel.schedule,
        std::string("parallel.sharding=") + sharding[static_cast<std::size_t>(parallel.sharding)],
        std::string("parallel.sequence_parallel=") + (parallel.sequenceParallel ? "true" : "false"),
        std::string("parallel.framework=") +
            framework[static_cast<std::size_t>(parallel.framework)]};
}

// The control shows what was last asked of it: a tile may have become another one.
bool showsWhatWasAsked(const core::Wish &wish, const core::Scenario &scenario, Setting setting)
{
    const auto ask = std::ranges::find(wish.asks, setting, &core::Ask::setting);
    return ask == wish.asks.end() || ask->value == core::valueOf(setting, scenario);
}

class Walk
{
public:
    // types: numbers too, which take the longest to answer.
    Walk(unsigned seed, const std::string &start, bool types)
        : m_random(seed), m_types(types), m_start(start)
    {
        document.open(core::loadScenario(start).value(), {});
    }

    // One move of a random control; the setting that was moved and what it was, if it was one.
    std::optional<std::pair<Setting, std::int64_t>> move()
    {
        const int kind = upTo(m_types ? 12 : 9);
        if (kind == 0) {
            document.undoStack().undo();
            return {};
        }
        if (kind == 1) {
            document.edit(core::following(document.wish(), static_cast<core::BatchPart>(upTo(2))),
                          QStringLiteral("lock"));
            return {};
        }
        if (kind == 2)
            return ask(Setting::Split, upTo(5));
        if (kind == 3 && document.scenario().parallel.pipeline > 1) // else there is no list of them
            return ask(Setting::Schedule, upTo(static_cast<int>(core::schedules().size()) - 1));
        return kind > 9 ? type() : slide();
    }

    [[nodiscard]] const std::string &start() const { return m_start; }

    ui::Document document;
    int typed = 0;     // numbers
    bool taken = true; // each of them is the number used

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }

    std::optional<std::pair<Setting, std::int64_t>> slide()
    {
        static const QList<ui::SliderSpec> specs = ui::sliderSpecs();
        const ui::ControlContext now{document.scenario(), {}, document.wish().follows};
        const ui::SliderSpec &spec = specs[upTo(static_cast<int>(specs.size()) - 1)];
        if (!spec.setting || !spec.visible(now.scenario))
            return {};
        const std::vector<double> stops = spec.scale(now).stops;
        const double value =
            stops[static_cast<std::size_t>(upTo(static_cast<int>(stops.size()) - 1))];
        return ask(*spec.setting, std::llround(value));
    }

    // Any number of the range, small ones as often as large ones; what is refused is not asked for.
    std::optional<std::pair<Setting, std::int64_t>> type()
    {
        static const QList<ui::SliderSpec> specs = ui::sliderSpecs();
        const ui::SliderSpec &spec = specs[upTo(static_cast<int>(specs.size()) - 1)];
        if (!spec.setting || !spec.visible(document.scenario()))
            return {};
        const core::Range range = core::rangeOf(*spec.setting, document.scenario());
        const double most = std::log(static_cast<double>(std::max(range.least, range.most)) + 1);
        const double power = std::uniform_real_distribution<double>(0, most)(m_random);
        const auto value = std::clamp(static_cast<std::int64_t>(std::exp(power)), range.least,
                                      std::max(range.least, range.most));
        if (!ui::refusalOf(spec, document.wish(), static_cast<double>(value)).isEmpty())
            return {};
        ++typed;
        const auto moved = ask(*spec.setting, value);
        taken = taken && core::valueOf(*spec.setting, document.scenario()) == value;
        return moved;
    }

    std::optional<std::pair<Setting, std::int64_t>> ask(Setting setting, std::int64_t value)
    {
        const std::int64_t before = core::valueOf(setting, document.scenario());
        document.edit(core::asking(document.wish(), setting, value), QStringLiteral("move"));
        return std::pair(setting, before);
    }

    std::mt19937 m_random;
    bool m_types;
    const std::string &m_start;
};

} // namespace

class TestWalks : public QObject
{
    Q_OBJECT

    static QString told(const Walk &walk, unsigned seed)
    {
        QString text =
            QStringLiteral("%1, seed %2:").arg(QLatin1String(walk.start().c_str())).arg(seed);
        for (const core::Ask &ask : walk.document.wish().asks)
            text += QStringLiteral(" %1=%2").arg(int(ask.setting)).arg(ask.value);
        for (const std::string &setting : settingsOf(walk.document.scenario()))
            text += QStringLiteral(" ") + QString::fromStdString(setting);
        return text;
    }

    // The same degrees typed behind --set, or the saved file where named layers became more or
    // fewer, or something was dropped, which no setting says; for every fiftieth, the step to the
    // nanosecond.
    static QString unlikeCommandLine(const Walk &walk, bool runs)
    {
        const core::Scenario &window = walk.document.scenario();
        const core::Scenario start = core::loadScenario(walk.start()).value();
        // What was set for the layout of the file and is dropped with it.
        const bool isKept = start.parallel.placement == window.parallel.placement &&
                            start.parallel.partition == window.parallel.partition &&
                            start.parallel.memoryLimit == window.parallel.memoryLimit &&
                            start.faults == window.faults;
        const auto typed = window.model == start.model && isKept
                               ? core::loadScenario(walk.start(), settingsOf(window))
                               : core::scenarioFromJson(core::scenarioToJson(window), "saved");
        if (!typed)
            return QString::fromStdString(typed.error().message);
        if (!(untitled(typed.value()) == untitled(window)))
            return QStringLiteral("another scenario");
        const std::int64_t visits = core::microBatchCount(window) * core::stagesOf(window.parallel);
        if (!runs || visits > 20'000)
            return {};
        const auto one = core::run(window);
        const auto other = core::run(typed.value());
        if (bool(one) != bool(other))
            return QStringLiteral("only one of them runs");
        return !one || one.value()->metrics.step == other.value()->metrics.step
                   ? QString()
                   : QStringLiteral("another step");
    }

private Q_SLOTS:
    void backIsBackNothingIsAbsurdAndTheCommandLineAgrees()
    {
        qInfo("seed %u", kSeed);
        int moves = 0;
        int compared = 0;
        int typed = 0;
        for (unsigned i = 0; i < kWalks; ++i) {
            Walk walk(kSeed + i, starts()[i % starts().size()], i % kTyped == 0);
            for (int step = 0; step < kMoves; ++step) {
                const core::Wish wish = walk.document.wish();
                const core::Scenario before = walk.document.scenario();
                const int commands = walk.document.undoStack().index();
                const auto moved = walk.move();
                const core::Scenario after = walk.document.scenario();
                const core::Status sound = core::validate(after);
                const bool tooLong =
                    !sound &&
                    (sound.error().message.starts_with("One step would take") ||
                     sound.error().message.starts_with("The activations of a step") ||
                     sound.error().message.starts_with("The transformer would have more"));
                QVERIFY2(sound || tooLong,
                         qPrintable(
                             told(walk, kSeed + i) + u' ' +
                             (sound ? QString() : QString::fromStdString(sound.error().message))));
                const QString absurd = walks::absurdity(walk.document.wish(), after);
                QVERIFY2(absurd.isEmpty(),
                         qPrintable(told(walk, kSeed + i) + QStringLiteral(": ") + absurd));
                if (!moved || !showsWhatWasAsked(wish, before, moved->first))
                    continue;
                ++moves;
                // The control back to where it was.
                const core::Wish back =
                    core::asking(walk.document.wish(), moved->first, moved->second);
                QVERIFY2(untitled(core::complete(back).scenario) == untitled(before),
                         qPrintable(told(walk, kSeed + i) + QStringLiteral(": %1 is not back at %2")
                                                                .arg(int(moved->first))
                                                                .arg(moved->second)));
                // Undo and redo.
                if (walk.document.undoStack().index() > commands) {
                    walk.document.undoStack().undo();
                    QVERIFY(walk.document.wish() == wish && walk.document.scenario() == before);
                    walk.document.undoStack().redo();
                    QVERIFY(walk.document.scenario() == after);
                }
            }
            typed += walk.typed;
            QVERIFY2(walk.taken,
                     qPrintable(told(walk, kSeed + i) + QStringLiteral(": a typed number")));
            if (!core::validate(walk.document.scenario()))
                continue;
            ++compared;
            const QString unlike = unlikeCommandLine(walk, kHand > 0 || i % 50 == 0);
            QVERIFY2(unlike.isEmpty(),
                     qPrintable(told(walk, kSeed + i) + QStringLiteral(": ") + unlike));
        }
        QVERIFY(moves > int(2 * kWalks));
        QVERIFY(typed > int(kWalks / 50));
        QVERIFY(compared > int(kWalks * 9 / 10));
    }

    // From a schedule without options to one that has some, whose sliders are moved: the former
    // schedule is as it was, and the other one has its options when it is chosen again.
    void optionsOfAScheduleComeBackWithIt()
    {
        qInfo("seed %u", kSeed);
        int changed = 0;
        const QList<ui::SliderSpec> specs = ui::scheduleSliderSpecs();
        for (unsigned i = 0; i < 400; ++i) {
            std::mt19937 random(kSeed + i);
            const auto upTo = [&random](std::size_t most) {
                return std::uniform_int_distribution<std::size_t>(0, most)(random);
            };
            ui::Document document;
            document.open(core::loadScenario(kPlainStarts[i % std::size(kPlainStarts)]).value(),
                          {});
            const core::Scenario first = document.scenario();
            const std::int64_t plain = core::valueOf(Setting::Schedule, first);
            const auto choose = [&document](std::int64_t place) {
                document.edit(core::asking(document.wish(), Setting::Schedule, place),
                              QStringLiteral("schedule"));
                document.endMerge();
            };
            const auto other = static_cast<std::int64_t>(upTo(core::schedules().size() - 1));
            choose(other);
            if (document.scenario() == first)
                continue;
            const int chosen = document.undoStack().index();
            const core::Scenario before = document.scenario();
            for (int move = 0; move < 4; ++move) {
                const ui::SliderSpec &spec =
                    specs[static_cast<int>(upTo(static_cast<std::size_t>(specs.size()) - 1))];
                const core::Scenario now = document.scenario();
                if (!spec.visible(now))
                    continue;
                const std::vector<double> stops = spec.scale({now, {}}).stops;
                core::Scenario moved = spec.apply({now, {}}, stops[upTo(stops.size() - 1)]);
                if (core::validate(moved))
                    document.edit(std::move(moved), QStringLiteral("option"), spec.id);
                document.endMerge();
            }
            const core::Scenario after = document.scenario();
            changed += after == before ? 0 : 1;
            const QByteArray told = QByteArray(kPlainStarts[i % std::size(kPlainStarts)]) + ' ' +
                                    QByteArray::fromStdString(before.parallel.schedule);
            choose(plain);
            QVERIFY2(untitled(document.scenario()) == untitled(first), told);
            choose(other);
            QVERIFY2(untitled(document.scenario()) == untitled(after), told);
            while (document.undoStack().index() > chosen)
                document.undoStack().undo();
            QVERIFY2(document.scenario() == before, told);
        }
        QVERIFY(changed > 50);
    }
};

QTEST_GUILESS_MAIN(TestWalks)
#include "tst_walks.moc"
