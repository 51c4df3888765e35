// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/moment.h"
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "ui/panels/play_bar.h"
#include "ui/playback/playback.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/spoken_texts.h"

#include "shell/window_fixture.h"

#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

namespace {

core::SnapshotPtr snapshotOf(std::string_view id)
{
    return core::run(core::loadScenario(id).value()).value();
}

// The middle of a piece of work of this kind on this device.
core::Nanos during(const core::Snapshot &snapshot, int device, core::SpanKind kind)
{
    const core::Trace &trace = snapshot.trace;
    for (std::int64_t at = 0; at < trace.stop; at += trace.stop / 2000) {
        const core::DeviceMoment moment = core::deviceMoment(snapshot, device, {at});
        if (moment.span.tag.kind == kind)
            return {(moment.span.begin + moment.span.end) / 2};
    }
    return {-1};
}

void show(QWidget &view)
{
    view.resize(996, 277);
    view.show();
    (void)view.grab();
}

} // namespace

class TestAccessibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDeviceSaysItsStateItsMemoryAndHowBusyItIs();
    void theSceneIsAListOfDevices();
    void theListFollowsTheSnapshot();
    void anItemCanBeChosenAndFound();
    void theTimelineIsATableOfRows();
    void everyControlSaysWhatItIs_data();
    void everyControlSaysWhatItIs();
    void theCaptionIsAnnouncedOnceASecondAndTheLastOneAlways();
};

// UX section 20: "GPU 2, backward, micro-batch 4, 34 of 80 gigabytes, 67 percent busy".
void TestAccessibility::aDeviceSaysItsStateItsMemoryAndHowBusyItIs()
{
    const core::SnapshotPtr snapshot = snapshotOf("llama7b-pp4");
    const core::Nanos moment = during(*snapshot, 2, core::SpanKind::Backward);
    QVERIFY(moment.count >= 0);
    const QString words = ui::spokenDevice(*snapshot, 2, moment);
    const core::Trace &trace = snapshot->trace;
    const auto row = static_cast<std::size_t>(snapshot->rowOf(2));
    std::size_t now = trace.rows[row].first;
    std::int64_t busy = 0; // until this moment
    int kept = 0; // micro-batches: forwards that have begun, less backwards that have ended
    for (; trace.end[now] <= moment.count; ++now) {
        busy += trace.tag[now].kind == core::SpanKind::Wait ? 0 : trace.end[now] - trace.begin[now];
        kept += trace.tag[now].kind == core::SpanKind::Forward    ? 1
                : trace.tag[now].kind == core::SpanKind::Backward ? -1
                                                                  : 0;
    }
    busy += moment.count - trace.begin[now];
    const core::MemoryParts &states = snapshot->plan.rows[row].states;
    // A backward pass frees the activations of its micro-batch layer by layer.
    const auto gigabytes = [&](std::int64_t microBatches) {
        const std::int64_t activations = microBatches * snapshot->plan.stages[2].kept.count;
        return static_cast<double>(states.total().count + activations) / 1e9;
    };
    QVERIFY2(
        words.startsWith(
            QStringLiteral("GPU 2, backward, micro-batch %1, ").arg(trace.tag[now].microBatch + 1)),
        qPrintable(words));
    const QRegularExpression form(
        QStringLiteral("([\\d.]+) of 80 gigabytes, (\\d+) percent busy so far$"));
    const QRegularExpressionMatch found = form.match(words);
    QVERIFY2(found.hasMatch(), qPrintable(words));
    const double shown = found.captured(1).toDouble();
    QVERIFY2(shown > gigabytes(kept - 1) - 0.05 && shown < gigabytes(kept) + 0.05,
             qPrintable(words));
    const double percent = 100. * static_cast<double>(busy) / static_cast<double>(moment.count);
    QVERIFY2(qAbs(found.captured(2).toDouble() - percent) <= 0.5, qPrintable(words)); // so far
    const core::Nanos waiting = during(*snapshot, 3, core::SpanKind::Wait);
    QVERIFY(ui::spokenDevice(*snapshot, 3, waiting)
                .startsWith(QStringLiteral("GPU 3, waiting for GPU 2, ")));
    const core::SnapshotPtr tooBig = snapshotOf("llama7b-dp3-80");
    const QString need = ui::spokenDevice(*tooBig, 0, {});
    QVERIFY2(need.contains(QStringLiteral("does not fit")), qPrintable(need));
    QVERIFY(need.endsWith(QStringLiteral("of 80 gigabytes")));
}

void TestAccessibility::everyControlSaysWhatItIs_data()
{
    QTest::addColumn<QString>("scenario");
    for (const char *id : {"1f1b-4-8", "dp-90-3", "llama7b-dp3-80", "gpt3-64-4x4x4"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

// Shift+F1 on anything that takes the keyboard has an answer, its own or that of what it is in.
void TestAccessibility::everyControlSaysWhatItIs()
{
    QFETCH(QString, scenario);
    WindowFixture fixture;
    fixture.open(scenario);
    QStringList silent;
    for (const QWidget *control : fixture.window().findChildren<QWidget *>()) {
        if (!control->isVisible() || control->focusPolicy() == Qt::NoFocus)
            continue;
        const QWidget *answers = control;
        while (answers && answers->whatsThis().isEmpty())
            answers = answers->parentWidget();
        if (!answers)
            silent << QString::fromLatin1(control->metaObject()->className()) + QLatin1Char(' ') +
                          control->accessibleName();
    }
    QVERIFY2(silent.isEmpty(), qPrintable(silent.join(QStringLiteral(", "))));
    fixture.close();
}

void TestAccessibility::theSceneIsAListOfDevices()
{
    ui::SceneView view;
    const core::SnapshotPtr snapshot = snapshotOf("1f1b-4-8");
    view.setSnapshot(snapshot);
    show(view);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);
    QVERIFY(list != nullptr);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Flow scene"));
    QCOMPARE(list->childCount(), 4);
    view.setMoment({snapshot->trace.stop / 2});
    view.setSelectedDevice(2);
    for (int i = 0; i < 4; ++i) {
        QAccessibleInterface *item = list->child(i);
        QVERIFY(item != nullptr && item->isValid());
        QCOMPARE(item->role(), QAccessible::ListItem);
        QCOMPARE(item->parent(), list);
        QCOMPARE(list->indexOfChild(item), i);
        const QString name = item->text(QAccessible::Name);
        QCOMPARE(name, ui::spokenDevice(*snapshot, i, {snapshot->trace.stop / 2}));
        QVERIFY(name.endsWith(item->text(QAccessible::Value)));
        QVERIFY(!item->text(QAccessible::Description).isEmpty());
        QCOMPARE(bool(item->state().selected), i == 2);
        QVERIFY(!item->state().offscreen && !item->state().invisible);
        QVERIFY(item->rect().width() > 100);
    }
    // What it says is of the moment that is shown.
    const QString before = list->child(0)->text(QAccessible::Name);
    view.setMoment({0});
    QVERIFY(list->child(0)->text(QAccessible::Name) != before);
}

void TestAccessibility::theListFollowsTheSnapshot()
{
    ui::SceneView view;
    show(view);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);
    QCOMPARE(list->childCount(), 0);
    QVERIFY(list->child(0) == nullptr);
    view.setSnapshot(snapshotOf("dp8-nvlink"));
    QCOMPARE(list->childCount(), 8);
    QAccessibleInterface *last = list->child(7);
    QVERIFY(last->isValid());
    view.setSnapshot(snapshotOf("1f1b-4-8"));
    QCOMPARE(list->childCount(), 4);
    QVERIFY(!last->isValid());
    QVERIFY(last->text(QAccessible::Name).isEmpty());
    QVERIFY(last->state().invalid);
    // More detail than fits: the last devices are there, but out of sight.
    const core::Scenario scenario = core::loadScenario("llama7b-pp4").value();
    view.setSnapshot(core::run(core::withDevices(scenario, 16)).value());
    view.setDetail(ui::CardDetail::Full);
    QVERIFY(list->child(15)->state().offscreen);
    QVERIFY(!list->child(0)->state().offscreen);
}

void TestAccessibility::anItemCanBeChosenAndFound()
{
    ui::SceneView view;
    view.setSnapshot(snapshotOf("1f1b-4-8"));
    show(view);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);
    QAccessibleInterface *item = list->child(1);
    const QPoint centre = item->rect().center();
    QCOMPARE(list->childAt(centre.x(), centre.y()), item);
    QSignalSpy selected(&view, &ui::SceneView::deviceSelected);
    QVERIFY(item->actionInterface() != nullptr);
    item->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected.back().front().value<std::optional<int>>(), std::optional(1));
    QVERIFY(item->state().selected);
}

void TestAccessibility::theTimelineIsATableOfRows()
{
    ui::TimelineView view;
    const core::SnapshotPtr snapshot = snapshotOf("1f1b-4-8");
    view.setSnapshot(snapshot);
    show(view);
    view.setMoment({snapshot->trace.stop / 2});
    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(&view);
    QVERIFY(table != nullptr);
    QCOMPARE(table->role(), QAccessible::Table);
    QCOMPARE(table->text(QAccessible::Name), QStringLiteral("Timeline"));
    QCOMPARE(table->childCount(), 4);
    int lowest = 0;
    for (int i = 0; i < 4; ++i) {
        QAccessibleInterface *row = table->child(i);
        QCOMPARE(row->role(), QAccessible::Row);
        QCOMPARE(row->text(QAccessible::Name),
                 ui::spokenDevice(*snapshot, i, {snapshot->trace.stop / 2}));
        QVERIFY(row->rect().top() >= lowest);
        lowest = row->rect().bottom();
    }
    QSignalSpy clicked(&view, &ui::TimelineView::deviceClicked);
    table->child(3)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(clicked.takeLast().front().toInt(), 3);
    view.setSelectedDevice(3);
    QVERIFY(table->child(3)->state().selected);
}

void TestAccessibility::theCaptionIsAnnouncedOnceASecondAndTheLastOneAlways()
{
    ui::Playback playback;
    ui::PlayBar bar(playback);
    const core::SnapshotPtr snapshot = snapshotOf("1f1b-4-8");
    playback.setSnapshot(snapshot);
    bar.setSnapshot(snapshot);
    const QSignalSpy announced(&bar, &ui::PlayBar::announced);
    // Half of a second of playback at 60 frames a second.
    for (int i = 1; i <= 30; ++i)
        playback.seek({snapshot->trace.stop * i / 35});
    QVERIFY(announced.count() <= 1);
    // The one where it came to rest is not lost.
    const auto said = [&] {
        return announced.isEmpty() ? QString() : announced.back().front().toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(said(), bar.caption(), 3000);
    const qsizetype count = announced.count();
    QVERIFY(count <= 2);
    QTest::qWait(1200);
    QCOMPARE(announced.count(), count); // nothing new, nothing said
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
