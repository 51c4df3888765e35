// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of step time against memory keeps its room, in every size of the window and of type.
#include "ui/paint/theme.h"
#include "ui/views/charts/layout_plot.h"

#include <QTest>

#include <qcustomplot.h>

#include <algorithm>
#include <array>

namespace {

core::LayoutPoint pointAt(std::int64_t gigabytes, std::int64_t milliseconds)
{
    core::LayoutPoint point;
    point.memory = {gigabytes * 1'000'000'000};
    point.step = {milliseconds * 1'000'000};
    return point;
}

ui::LayoutChartData someData()
{
    ui::LayoutChartData data;
    data.points = {pointAt(50, 14'000), pointAt(80, 10'400), pointAt(98, 9'760),
                   pointAt(121, 9'700)};
    data.ideas = {data.points[3], data.points[2], data.points[1]};
    data.now = pointAt(98, 10'800);
    data.bound = {9'650'000'000};
    data.capacity = {141'000'000'000};
    data.limit = data.capacity;
    return data;
}

} // namespace

class TestLayoutPlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePlotKeepsItsRoom_data();
    void thePlotKeepsItsRoom();
    void whatIsChosenHidesNoIdea();
    void wordsBeyondTheLimitStayThere();
};

void TestLayoutPlot::thePlotKeepsItsRoom_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("zoom");
    for (const QSize size : {QSize(860, 520), QSize(430, 240), QSize(430, 190), QSize(300, 180)}) {
        for (const double zoom : {1.0, 1.5, 2.0})
            QTest::addRow("%dx%d at %g", size.width(), size.height(), zoom) << size * zoom << zoom;
    }
}

void TestLayoutPlot::thePlotKeepsItsRoom()
{
    QFETCH(QSize, size);
    QFETCH(double, zoom);
    ui::Look look;
    look.scale = zoom;
    QCustomPlot plot;
    ui::buildLayoutPlot(plot);
    plot.setGeometry(QRect(QPoint(), size));
    plot.setViewport(QRect(QPoint(), size)); // it is never shown
    for (int time = 0; time < 2; ++time) {   // a second time nothing is there twice
        ui::fillLayoutPlot(plot, someData(), look);
        plot.replot(QCustomPlot::rpImmediateRefresh);
    }
    const QRect axes = plot.axisRect()->rect();
    QVERIFY2(axes.height() >= 0.35 * size.height(), qPrintable(QString::number(axes.height())));
    // Names of the legend in rows of the same room, all inside of the picture.
    QVERIFY(plot.legend->itemCount() >= 2);
    for (int i = 0; i < plot.legend->itemCount(); ++i) {
        if (const QCPAbstractLegendItem *item = plot.legend->item(i)) // else a place that is free
            QVERIFY(QRect(QPoint(), size).contains(item->rect()));
    }
    // The words at the bound stand among the dots, not on the numbers of the axis.
    const auto *bound = plot.findChild<QCPItemText *>(QStringLiteral("bound"));
    QVERIFY(bound && bound->visible());
    QVERIFY(bound->bottom->pixelPosition().y() <= axes.bottom() + 1);
    QVERIFY(bound->top->pixelPosition().y() >= axes.top());
    // Below the line, where no dot of a layout that fits can be.
    const double line = plot.yAxis->coordToPixel(static_cast<double>(someData().bound.count));
    QVERIFY2(bound->top->pixelPosition().y() >= line - 1, qPrintable(QString::number(line)));
    // The words of the bound end where layouts that do not fit begin.
    QVERIFY(bound->right->pixelPosition().x() <=
            plot.xAxis->coordToPixel(static_cast<double>(someData().limit.count)));
}

// Where there is room for that, the box of what is chosen now hides no idea.
void TestLayoutPlot::whatIsChosenHidesNoIdea()
{
    for (const QSize size : {QSize(860, 520), QSize(640, 480)}) {
        for (std::int64_t memory = 20; memory < 140; memory += 10) {
            ui::LayoutChartData data = someData();
            data.now = pointAt(memory, 10'000);
            QCustomPlot plot;
            ui::buildLayoutPlot(plot);
            plot.setGeometry(QRect(QPoint(), size));
            plot.setViewport(QRect(QPoint(), size));
            ui::fillLayoutPlot(plot, data, ui::Look());
            plot.replot(QCustomPlot::rpImmediateRefresh);
            const auto boxOf = [&plot](const char *name) {
                const auto *text = plot.findChild<QCPItemText *>(QString::fromLatin1(name));
                return QRectF(text->topLeft->pixelPosition(), text->bottomRight->pixelPosition());
            };
            for (const char *idea : {"idea-0", "idea-1", "idea-2"})
                QVERIFY2(!boxOf("now").intersects(boxOf(idea)),
                         qPrintable(QString::number(memory)));
            QVERIFY2(QRectF(plot.axisRect()->rect()).contains(boxOf("now")),
                     qPrintable(QString::number(memory)));
        }
    }
}

// Between the limit and the end of the axis: in one line, in several, or not at all.
void TestLayoutPlot::wordsBeyondTheLimitStayThere()
{
    std::array<int, 3> seen{}; // without words, in one line, in more
    for (const double zoom : {1.0, 1.5, 2.0}) {
        for (int width = 200; width <= 1200; width += 20) {
            ui::Look look;
            look.scale = zoom;
            QCustomPlot plot;
            ui::buildLayoutPlot(plot);
            const QRect area(0, 0, qRound(width * zoom), qRound(400 * zoom));
            plot.setGeometry(area);
            plot.setViewport(area);
            for (int time = 0; time < 2; ++time) {
                ui::fillLayoutPlot(plot, someData(), look);
                plot.replot(QCustomPlot::rpImmediateRefresh);
            }
            const auto *full = plot.findChild<QCPItemText *>(QStringLiteral("full"));
            QVERIFY(full != nullptr);
            const auto lines = full->text().isEmpty() ? 0 : full->text().count(u'\n') + 1;
            ++seen.at(static_cast<std::size_t>(std::min<qsizetype>(lines, 2)));
            if (lines == 0)
                continue;
            const double limit =
                plot.xAxis->coordToPixel(static_cast<double>(someData().limit.count));
            QVERIFY(full->left->pixelPosition().x() >= limit);
            QVERIFY2(full->right->pixelPosition().x() <= plot.axisRect()->right() + 1,
                     qPrintable(QStringLiteral("%1 at %2: %3 beyond %4")
                                    .arg(width)
                                    .arg(zoom)
                                    .arg(full->right->pixelPosition().x())
                                    .arg(plot.axisRect()->right())));
        }
    }
    QVERIFY(seen[1] > 0 && seen[2] > 0);
}

QTEST_MAIN(TestLayoutPlot)

#include "tst_layout_plot.moc"
