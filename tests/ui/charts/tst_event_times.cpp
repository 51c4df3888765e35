// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/events/events_model.h"

#include <QTest>

class TestEventTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesOfEventsTellNeighboursApart();
    void microBatchesAreThoseOfTheScene();
};

// 60 ms apart in a step of 11.2 s, whose own figure has one decimal.
void TestEventTimes::timesOfEventsTellNeighboursApart()
{
    std::vector<core::Visit> visits(3);
    for (std::size_t i = 0; i < visits.size(); ++i)
        visits[i].begin = core::Nanos{5'000'000'000 + std::int64_t(i) * 60'000'000};
    ui::EventsModel model;
    const auto time = [&model](int row) {
        return model.data(model.index(row, ui::EventsModel::Time), Qt::DisplayRole).toString();
    };
    model.setVisits(visits, core::Nanos{11'200'000'000});
    QCOMPARE(time(0), QStringLiteral("5.00 s"));
    QCOMPARE(time(1), QStringLiteral("5.06 s"));
    QCOMPARE(time(2), QStringLiteral("5.12 s"));
    // Where they are far apart the step decides.
    for (std::size_t i = 0; i < visits.size(); ++i)
        visits[i].begin = core::Nanos{std::int64_t(i) * 3'000'000'000};
    model.setVisits(visits, core::Nanos{11'200'000'000});
    QCOMPARE(time(1), QStringLiteral("3.0 s"));
}

// 32 micro-batches a replica: number 494 of all is the 14th of the 16th replica, as the timeline of
// that GPU says.
void TestEventTimes::microBatchesAreThoseOfTheScene()
{
    std::vector<core::Visit> visits(3);
    visits[0].microBatch = 17;
    visits[1].microBatch = 32;
    visits[2].microBatch = 494;
    ui::EventsModel model;
    model.setVisits(visits, core::Nanos{1'000'000'000});
    QCOMPARE(model.columnCount(), int(ui::EventsModel::Batch)); // of one replica there is none
    model.setVisits(visits, core::Nanos{1'000'000'000}, ui::DeviceWord::Gpu, 32);
    QCOMPARE(model.columnCount(), int(ui::EventsModel::ColumnCount));
    const auto batch = [&model](int row) {
        return model.data(model.index(row, ui::EventsModel::Batch), Qt::DisplayRole).toString();
    };
    QCOMPARE(batch(0), QStringLiteral("17 of replica 1"));
    QCOMPARE(batch(1), QStringLiteral("32 of replica 1"));
    QCOMPARE(batch(2), QStringLiteral("14 of replica 16"));
}

QTEST_MAIN(TestEventTimes)
#include "tst_event_times.moc"
