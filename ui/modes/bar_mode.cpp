// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/bar_mode.h"

#include "ui/bridge/sweep_bridge.h"
#include "ui/controls/scroll_bar.h"
#include "ui/document/pinned.h"
#include "ui/panels/sweep_bar.h"
#include "ui/words/comparison_texts.h"

#include <QScrollArea>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kMargin = 16;
constexpr double kTop = 14;
constexpr double kGap = 12;
constexpr double kFoot = 10;
constexpr double kLeastPane = 350; // its words, and a chart that can be read
constexpr double kBeside = 720;    // narrower, and one pane stands below the other

} // namespace

BarMode::BarMode(const ModeContext &context, const QString &page, QWidget *parent)
    : Mode(context, parent), m_page(page), m_simulations(new SweepBridge(this)),
      m_panes(new QWidget), m_scroll(new QScrollArea(this)),
      m_scrollBar(new ScrollBar(Qt::Vertical))
{
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setVerticalScrollBar(m_scrollBar);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_panes);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_panes->setAutoFillBackground(false);
    connect(m_simulations, &SweepBridge::simulated, this,
            [this](const core::SnapshotPtr &snapshot) {
                pinned().hold(snapshot);
                m_note = tr("%1 is pinned as A").arg(resultTitle(*snapshot));
                showPoint();
            });
}

void BarMode::setPanes(QWidget *left, QWidget *right)
{
    m_left = left;
    m_right = right;
    for (QWidget *pane : {left, right}) {
        pane->setParent(m_panes);
        pane->show();
    }
    m_bar = new SweepBar(m_page, this); // behind them, as the keyboard goes
    connect(m_bar, &SweepBar::pageRequested, this, &Mode::modeRequested);
}

void BarMode::pinAlone(const core::Scenario &scenario)
{
    m_simulations->simulate(scenario);
}

QStringList BarMode::withoutActions() const
{
    return {QStringLiteral("more-detail"), QStringLiteral("less-detail"),
            QStringLiteral("fit-detail")};
}

void BarMode::setLook(const Look &look)
{
    m_look = look;
    m_bar->setLook(look);
    m_scrollBar->setLook(look);
    place();
}

void BarMode::resizeEvent(QResizeEvent *event)
{
    Mode::resizeEvent(event);
    place();
}

void BarMode::place()
{
    if (m_left == nullptr)
        return;
    const int margin = m_look.ipx(kMargin);
    const int gap = m_look.ipx(kGap);
    const int bar = m_bar->sizeHint().height();
    const int top = m_look.ipx(kTop);
    const int wide = std::max(1, width() - 2 * margin - gap);
    const int high = std::max(1, height() - top - bar - gap - m_look.ipx(kFoot));
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    put(m_scroll, {margin, top, wide + gap, high});
    put(m_bar, {margin, top + high + gap, wide + gap, bar});
    if (wide < m_look.ipx(kBeside))
        placeBelow(wide + gap, high);
    else
        placeBeside(wide + gap, high);
}

int BarMode::paneHeight(const QWidget &pane, int wide, int high) const
{
    return std::max({high, m_look.ipx(kLeastPane), pane.heightForWidth(wide)});
}

void BarMode::placeBeside(int wide, int high)
{
    const int gap = m_look.ipx(kGap);
    const auto leftOf = [&](int room) { return leftWidth(room - gap); };
    const auto needed = [&](int room) {
        const int left = leftOf(room);
        return std::max(paneHeight(*m_left, left, high),
                        paneHeight(*m_right, room - gap - left, high));
    };
    const int room = wide - (needed(wide) > high ? m_scrollBar->sizeHint().width() : 0);
    const int all = needed(room);
    const int left = leftOf(room);
    m_panes->resize(room, all);
    putPane(*m_left, {0, 0, left, all});
    putPane(*m_right, {left + gap, 0, room - gap - left, all});
}

void BarMode::placeBelow(int wide, int high)
{
    const int gap = m_look.ipx(kGap);
    const int room = wide - m_scrollBar->sizeHint().width(); // two panes are higher than the window
    const int upper = paneHeight(*m_left, room, high);
    const int lower = paneHeight(*m_right, room, high);
    m_panes->resize(room, upper + gap + lower);
    putPane(*m_left, {0, 0, room, upper});
    putPane(*m_right, {0, upper + gap, room, lower});
}

void BarMode::putPane(QWidget &pane, const QRect &area)
{
    pane.setGeometry(QStyle::visualRect(layoutDirection(), m_panes->rect(), area));
}

} // namespace ui
