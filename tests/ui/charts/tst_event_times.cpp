// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/events/events_model.h"

#include <QTest>

class TestEventTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesOfEventsTellNeighboursApart();
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

QTEST_MAIN(TestEventTimes)
#include "tst_event_times.moc"
