// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/choice_list.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/document/document.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/scenario_controls.h"

#include <QSet>
#include <QTest>

#include <memory>

using namespace ui;

namespace {

struct Bench
{
    explicit Bench(const char *schedule)
    {
        const core::Scenario scenario = core::loadScenario("1f1b-4-8").value();
        document.open(core::withSchedule(scenario, schedule), {});
        panel.resize(256, 900);
        panel.show();
    }
    ValueSlider &slider(const char *id)
    {
        return *panel.findChild<ValueSlider *>(QString::fromLatin1(id));
    }
    ChoiceBox &chooser(const char *id)
    {
        return *panel.findChild<ChoiceBox *>(QString::fromLatin1(id));
    }
    void more() { panel.findChild<PushButton *>(QStringLiteral("more"))->click(); }
    [[nodiscard]] const core::ParallelSpec &parallel() const
    {
        return document.scenario().parallel;
    }
    void choose(const char *id, int row)
    {
        chooser(id).setCurrentIndex(row);
        Q_EMIT chooser(id).activated(row); // as when a person picks it
    }
    // As when a person types it.
    void slide(const char *id, double value) { Q_EMIT slider(id).changing(value); }

    Document document;
    ControlPanel panel{document};
};

// A chooser of schedules alone.
ChooserSpec scheduleSpec()
{
    return scheduleChooserSpecs().front();
}

core::OwnSchedule ownSchedule()
{
    core::ScheduleOrder order = core::makeOrder("1f1b", {.ranks = 4, .microBatches = 8}).value();
    return {"mine", std::make_shared<const core::ScheduleOrder>(std::move(order))};
}

} // namespace

class TestScheduleControls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyScheduleIsOfferedUnderItsFamilyWithWhatItTrades();
    void headingsStandAboveTheFirstOfEachFamilyAlone();
    void typingFindsAScheduleByAnyPartOfItsNameOrId();
    void aScheduleShowsTheControlsItNeedsAndNoOthers_data();
    void aScheduleShowsTheControlsItNeedsAndNoOthers();
    void everyControlChangesItsOptionAndUndoRestoresIt();
    void moreChunksThanLayersStayChosenAndAreExplained();
    void theRuleOfASchedulesNumberIsNamed();
    void anImportedScheduleIsNamed();
    void everyControlExplainsItself();
};

void TestScheduleControls::everyScheduleIsOfferedUnderItsFamilyWithWhatItTrades()
{
    const QList<ChoiceBox::Item> items = scheduleSpec().items;
    QCOMPARE(std::size_t(items.size()), core::schedules().size() - 1); // all but naive
    QString group;
    QSet<QString> seen;
    for (const ChoiceBox::Item &item : items) {
        const core::ScheduleEntry *entry = core::findSchedule(item.id.toStdString());
        QVERIFY(entry != nullptr);
        QCOMPARE(item.detail.toStdString(), std::string(entry->trade));
        QVERIFY(!item.group.isEmpty());
        if (item.group != group) // a family stands together
            QVERIFY2(!seen.contains(item.group), qPrintable(item.group));
        group = item.group;
        seen.insert(group);
    }
}

void TestScheduleControls::headingsStandAboveTheFirstOfEachFamilyAlone()
{
    Bench bench("1f1b");
    ChoiceBox &box = bench.chooser("schedule");
    const QList<ChoiceBox::Item> items = scheduleSpec().items;
    for (int row = 0; row < box.count(); ++row) {
        const bool first = row == 0 || items[row].group != items[row - 1].group;
        QCOMPARE(box.itemData(row, ChoiceList::kHeadingRole).toString(),
                 first ? items[row].group : QString());
        QVERIFY(box.itemData(row, Qt::AccessibleTextRole).toString().contains(items[row].detail));
    }
}

void TestScheduleControls::typingFindsAScheduleByAnyPartOfItsNameOrId()
{
    Bench bench("1f1b");
    ChoiceBox &box = bench.chooser("schedule");
    QTest::keyClick(&box, Qt::Key_Down, Qt::AltModifier); // opens the list
    auto *list = qobject_cast<ChoiceList *>(box.view());
    QVERIFY(list != nullptr);
    const auto idOf = [&](const char *words) {
        return box.itemData(list->found(QString::fromLatin1(words), 0)).toString();
    };
    QCOMPARE(idOf("gp"), QStringLiteral("gpipe"));
    QCOMPARE(idOf("zb-h2"), QStringLiteral("zb-h2"));     // by its id
    QCOMPARE(idOf("stale"), QStringLiteral("pipedream")); // by what it trades
    QCOMPARE(list->found(QStringLiteral("nothing like it"), 0), -1);
    list->keyboardSearch(QStringLiteral("d"));
    list->keyboardSearch(QStringLiteral("u"));
    QCOMPARE(box.itemData(list->currentIndex().row()).toString(), QStringLiteral("dualpipe"));
    box.hidePopup();
}

void TestScheduleControls::aScheduleShowsTheControlsItNeedsAndNoOthers_data()
{
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<QSet<QByteArray>>("shown");
    using Ids = QSet<QByteArray>;
    QTest::newRow("1f1b") << QByteArray("1f1b") << Ids{};
    QTest::newRow("interleaved") << QByteArray("interleaved") << Ids{"chunks", "group"};
    QTest::newRow("breadth-first") << QByteArray("looped-bfs") << Ids{"chunks"};
    QTest::newRow("zb-h1") << QByteArray("zb-h1") << Ids{"splitMemory"};
    QTest::newRow("dualpipe") << QByteArray("dualpipe") << Ids{"pair", "splitMemory"};
    QTest::newRow("hanayo") << QByteArray("hanayo") << Ids{"chunks"};
    if (core::findSchedule("zb-auto"))
        QTest::newRow("zb-auto") << QByteArray("zb-auto") << Ids{"memoryLimit", "splitMemory"};
}

void TestScheduleControls::aScheduleShowsTheControlsItNeedsAndNoOthers()
{
    QFETCH(QByteArray, schedule);
    QFETCH(QSet<QByteArray>, shown);
    Bench bench(schedule.constData());
    bench.more();
    for (const char *id : {"chunks", "group", "memoryLimit"})
        QCOMPARE(bench.slider(id).isVisible(), shown.contains(id));
    for (const char *id : {"pair", "splitMemory"})
        QCOMPARE(bench.chooser(id).isVisible(), shown.contains(id));
}

void TestScheduleControls::everyControlChangesItsOptionAndUndoRestoresIt()
{
    Bench bench("interleaved");
    const core::Scenario before = bench.document.scenario();
    bench.slide("chunks", 4);
    QCOMPARE(bench.parallel().chunks, 4);
    bench.document.endMerge();
    bench.slide("group", 8);
    QCOMPARE(bench.parallel().group, 8);
    bench.document.endMerge();
    QCOMPARE(bench.document.undoStack().count(), 2);
    bench.document.undoStack().undo();
    bench.document.undoStack().undo();
    QVERIFY(bench.document.scenario() == before);

    Bench both("dualpipe");
    for (int row = 0; row < both.chooser("pair").count(); ++row) {
        both.choose("pair", row);
        QCOMPARE(both.chooser("pair").currentIndex(), row);
        QVERIFY(bool(core::validate(both.document.scenario())));
    }
    QCOMPARE(both.parallel().pairFactor, 0.6);
    both.choose("pair", 1);
    QCOMPARE(both.parallel().pair, core::PairRule::Max);
    both.choose("splitMemory", 1);
    QCOMPARE(both.parallel().splitMemory, core::SplitMemory::Half);
    both.document.undoStack().undo();
    QCOMPARE(both.parallel().splitMemory, core::SplitMemory::UntilWeight);
}

void TestScheduleControls::moreChunksThanLayersStayChosenAndAreExplained()
{
    Bench bench("interleaved");
    // 24 layers on 4 GPUs: 6 chunks of one layer are the most.
    bench.slide("chunks", 16);
    QCOMPARE(bench.parallel().chunks, 16);
    QCOMPARE(bench.slider("chunks").value(), 16.0);
    const core::Result<core::SnapshotPtr> result = core::run(bench.document.scenario());
    QVERIFY(!result);
    QVERIFY(QString::fromStdString(result.error().message).contains(QStringLiteral("64")));
}

void TestScheduleControls::theRuleOfASchedulesNumberIsNamed()
{
    Bench bench("interleaved");
    bench.more();
    QCOMPARE(bench.slider("group").valueText(), QStringLiteral("same as GPUs"));
    for (const SliderSpec &spec : scheduleSliderSpecs()) {
        if (spec.id == QStringLiteral("group"))
            QCOMPARE(spec.parse(QStringLiteral("same as GPUs")), std::optional(0.0));
    }
}

void TestScheduleControls::anImportedScheduleIsNamed()
{
    Bench bench("1f1b");
    bench.document.edit(core::withOwnSchedule(bench.document.scenario(), ownSchedule()),
                        QStringLiteral("import"));
    QCOMPARE(bench.chooser("schedule").currentIndex(), -1);
    const ChoiceBox::Item current = scheduleSpec().current(bench.document.scenario());
    QVERIFY(current.text.contains(QStringLiteral("mine")));
}

void TestScheduleControls::everyControlExplainsItself()
{
    Bench bench("dualpipe");
    for (const SliderSpec &spec : scheduleSliderSpecs())
        QVERIFY2(!spec.toolTip.isEmpty(), qPrintable(spec.id));
    for (const ChooserSpec &spec : scheduleChooserSpecs()) {
        QVERIFY2(!spec.help.isEmpty(), qPrintable(spec.id));
        QCOMPARE(bench.chooser(spec.id.toLatin1().constData()).whatsThis(), spec.help);
        for (const ChoiceBox::Item &item : spec.items)
            QVERIFY2(!item.toolTip.isEmpty(), qPrintable(item.id));
    }
}

QTEST_MAIN(TestScheduleControls)
#include "tst_schedule_controls.moc"
