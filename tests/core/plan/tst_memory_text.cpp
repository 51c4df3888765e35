// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences about memory, of every built-in scenario: one unit in each, parts that add up as they
// stand, and each part as near to its bytes as its last digit tells.
#include "core/io/scenario/scenario_json.h"
#include "core/plan/plan.h"
#include "core/plan/plan_memory.h"
#include "core/presets/builtin_scenarios.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <limits>

namespace {

struct Number
{
    double value = 0;
    double half = 0; // of its last digit
};

Number numberOf(QString text)
{
    text.remove(u',');
    const qsizetype point = text.indexOf(u'.');
    const qsizetype decimals = point < 0 ? 0 : text.size() - point - 1;
    return {text.toDouble(), 0.5 * std::pow(10, -static_cast<double>(decimals))};
}

double sizeOf(const QString &unit)
{
    const QStringList units = {"B", "kB", "MB", "GB", "TB"};
    return std::pow(1000, static_cast<double>(units.indexOf(unit)));
}

QList<QString> unitsIn(const QString &sentence)
{
    static const QRegularExpression unit(QStringLiteral("\\d (TB|GB|MB|kB|B)\\b"));
    QList<QString> all;
    for (const QRegularExpressionMatch &match : unit.globalMatch(sentence)) {
        if (!all.contains(match.captured(1)))
            all.append(match.captured(1));
    }
    return all;
}

core::Plan planOf(const core::BuiltinScenario &builtin, const std::vector<std::string> &settings)
{
    return core::makePlan(core::loadScenario(builtin.id, settings).value()).value();
}

} // namespace

class TestMemoryText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void peaksAreSumsInOneUnit_data();
    void peaksAreSumsInOneUnit();
    void whatDoesNotFitHasTheFiguresOfItsPeak();
};

void TestMemoryText::peaksAreSumsInOneUnit_data()
{
    QTest::addColumn<int>("index");
    const auto all = core::builtinScenarios();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(std::string(all[i].id).c_str()) << static_cast<int>(i);
}

void TestMemoryText::peaksAreSumsInOneUnit()
{
    QFETCH(int, index);
    const core::Plan plan = planOf(core::builtinScenarios()[static_cast<std::size_t>(index)], {});
    static const QRegularExpression part(QStringLiteral("([a-z]+) ([\\d.,]+)(?: \\(|$| )"));
    static const QRegularExpression kept(
        QStringLiteral(" \\(([\\d,]+) micro-batch(?:es ×| of) ([\\d.,]+)"
                       "(?: \\+ recomputed ([\\d.,]+))?\\)"));
    for (int row = 0; row < static_cast<int>(plan.rows.size()); ++row) {
        QString text = QString::fromStdString(core::peakText(plan, row));
        const QString whole = text;
        QVERIFY2(unitsIn(text).size() == 1, qPrintable(whole));
        const double unit = sizeOf(unitsIn(text).front());
        const core::MemoryParts &peak = plan.rows[static_cast<std::size_t>(row)].peak;
        const std::pair<const char *, core::Bytes> bytes[] = {{"weights", peak.parameters},
                                                              {"gradients", peak.gradients},
                                                              {"optimizer", peak.optimizer},
                                                              {"activations", peak.activations},
                                                              {"buffers", peak.buffers}};
        const QRegularExpressionMatch pieces = kept.match(text);
        if (pieces.hasMatch()) {
            const Number each = numberOf(pieces.captured(2));
            const Number again = numberOf(pieces.captured(3));
            const double count = numberOf(pieces.captured(1)).value;
            const double sum = count * each.value + again.value;
            const double slack = count * each.half + again.half + count / unit;
            QVERIFY2(std::abs(sum - static_cast<double>(peak.activations.count) / unit) <=
                         slack * 1.0001,
                     qPrintable(whole));
            text.remove(kept);
        }
        const QStringList sides = text.split(QStringLiteral(" = "));
        QCOMPARE(sides.size(), 2);
        double left = 0;
        double least = std::numeric_limits<double>::max(); // half of the last digit of the parts
        for (const QString &side : sides.front().split(QStringLiteral(" + "))) {
            const QRegularExpressionMatch match = part.match(side);
            QVERIFY2(match.hasMatch(), qPrintable(whole));
            const Number number = numberOf(match.captured(2));
            left += number.value;
            least = std::min(least, number.half);
            for (const auto &[name, size] : bytes) {
                if (match.captured(1) == QLatin1String(name)) // 3: one part takes what is left
                    QVERIFY2(std::abs(number.value - static_cast<double>(size.count) / unit) <=
                                 5 * number.half,
                             qPrintable(whole));
            }
        }
        const Number total = numberOf(sides.back().section(u' ', 0, 0));
        // Both are the same sum, rounded to the digits of the parts and to those of the headline.
        QVERIFY2(std::abs(left - total.value) <= (total.half + least) * 1.0001, qPrintable(whole));
    }
}

// 80 GB less the other parts are left for activations: the same digits as in the sum.
void TestMemoryText::whatDoesNotFitHasTheFiguresOfItsPeak()
{
    int found = 0;
    static const QRegularExpression form(
        QStringLiteral("must shrink to ([\\d.,]+) from ([\\d.,]+) ([TGMk]?B)"));
    for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
        const core::Plan first = planOf(builtin, {});
        // Nine tenths of what the fullest device needs.
        const double need = static_cast<double>(core::largestPeak(first).count) * 0.9e-9;
        core::Scenario scenario = core::loadScenario(builtin.id, {}).value();
        scenario.cluster.device.memory = {static_cast<std::int64_t>(need * 1e9)};
        const core::Result<core::Plan> made = core::makePlan(scenario);
        if (!made || made.value().warnings.empty()) // refused, or an order of less memory
            continue;
        const core::Plan &plan = made.value();
        const QString warning = QString::fromStdString(plan.warnings.back());
        const QRegularExpressionMatch match = form.match(warning);
        if (!match.hasMatch())
            continue;
        const QString from = QStringLiteral("activations ") + match.captured(2);
        bool same = false;
        for (int row = 0; row < static_cast<int>(plan.rows.size()); ++row) {
            const QString peak = QString::fromStdString(core::peakText(plan, row));
            same = same || (peak.contains(from) && peak.endsWith(match.captured(3)));
        }
        QVERIFY2(same,
                 qPrintable(QString::fromStdString(std::string(builtin.id)) + u' ' + warning));
        const Number room = numberOf(match.captured(1));
        QVERIFY2(room.value < numberOf(match.captured(2)).value, qPrintable(warning));
        ++found;
    }
    QVERIFY(found > 10);
}

QTEST_APPLESS_MAIN(TestMemoryText)
#include "tst_memory_text.moc"
