// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/bench/medians.h"
#include "core/analysis/recording.h"
#include "core/io/result/bench_json.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/views/timeline/timeline_view.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <string>
#include <utility>

namespace app {

constexpr QSize kTimelineSize(1920, 1080);

// The timeline as the window paints it, and what its times are measured by: one opaque image of its
// size.
class TimelineOnImage
{
public:
    explicit TimelineOnImage(const core::RunPtr &run)
        : m_run(run), m_target(kTimelineSize, QImage::Format_RGB32)
    {
        m_view.resize(kTimelineSize);
        m_view.setLook({});
        m_view.setRuns(run, {});
        m_view.setMoment({run.trace().stop / 3});
        (void)paint(); // loads fonts
    }
    [[nodiscard]] ui::TimelineView &view() { return m_view; }
    // How many columns of pixels all its rows have together.
    [[nodiscard]] double columns()
    {
        const ui::TimelineLayout &layout = m_view.timelineLayout();
        return static_cast<double>(layout.rows.size()) * layout.viewport.body().width();
    }
    // Each column of all rows tells shares.
    [[nodiscard]] bool isDense()
    {
        return std::ranges::all_of(m_view.timelineLayout().rows, &ui::TimelineRow::dense);
    }
    double paint()
    {
        return processorSecondsOf([this] { m_view.render(&m_target); });
    }
    // By the thread that paints, which others may help.
    double paintHere()
    {
        return ownSecondsOf([this] { m_view.render(&m_target); });
    }
    // The rows alone, laid out and painted anew without what is around and above them.
    double paintRows()
    {
        ui::TimelineLayout rows = m_view.timelineLayout();
        return processorSecondsOf([&] {
            rows = ui::layoutSpans(ui::TimelineRuns(m_run.view()), std::move(rows));
            QPainter painter(&m_target);
            ui::paintTimelineRows(painter, rows, m_view.moment(), {});
        });
    }
    // With the pointer at a place of its own each time: what of the window that changes is painted,
    // as on a screen.
    double hover()
    {
        m_x = (m_x + 37) % kTimelineSize.width();
        return onScreen([this] {
            const QPointF at(m_x, m_x * 7 % (kTimelineSize.height() - 80));
            QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&m_view, &move);
        });
    }
    // With another time in sight, as well.
    double pan(double pixels)
    {
        return onScreen([this, pixels] { m_view.navigator().pan(pixels); });
    }

private:
    template <class Change>
    double onScreen(Change change)
    {
        if (!m_view.isVisible()) {
            m_view.show();
            QEventLoop exposed; // before that the window is not painted
            QTimer::singleShot(0, &exposed, &QEventLoop::quit);
            exposed.exec();
        }
        return processorSecondsOf([&] {
            change();
            QCoreApplication::sendPostedEvents(&m_view, QEvent::UpdateRequest);
        });
    }

    core::RunPtr m_run;
    ui::TimelineView m_view;
    QImage m_target;
    int m_x = 0; // of the pointer
};

inline double blit()
{
    static const QImage source = [] {
        QImage image(kTimelineSize, QImage::Format_RGB32);
        image.fill(Qt::gray);
        return image;
    }();
    QImage target(kTimelineSize, QImage::Format_RGB32);
    target.fill(Qt::white);
    return processorSecondsOf([&target] {
        QPainter painter(&target);
        painter.drawImage(0, 0, source);
    });
}

// So that one sees what a picture costs beside the pixels that it has.
inline std::string eachColumnText(TimelineOnImage &timeline, const Medians &medians)
{
    return millisecondsText(medians.work / timeline.columns()) + " a column of a row";
}

inline core::BenchResult overBlit(const std::string &name, double bar, const std::string &what,
                                  const Medians &medians)
{
    return {name, medians.work / medians.yardstick, bar, "ratio",
            what + ", 1920x1080: " + millisecondsText(medians.work) +
                ", over one opaque image of that size: " + millisecondsText(medians.yardstick) +
                "; medians"};
}

} // namespace app
