// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/progress_line.h"

#include <QPainter>

#include <cmath>

namespace ui {

namespace {

constexpr qint64 kShowAfterMs = 300;
constexpr qint64 kLongAfterMs = 2000;
constexpr int kTickMs = 33;
constexpr double kRoundMs = 1600; // once from edge to edge

} // namespace

ProgressLine::ProgressLine(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(tr("Simulating"));
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &ProgressLine::tick);
    hide();
}

void ProgressLine::setBusy(bool busy)
{
    if (!busy) {
        m_timer.stop();
        m_share.reset();
        hide();
    } else if (!m_timer.isActive()) {
        m_since.start();
        m_saidLong = false;
        m_timer.start();
    }
}

void ProgressLine::setShare(double share)
{
    m_share = share; // the next tick shows it
}

void ProgressLine::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
}

QSize ProgressLine::sizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(3)};
}

void ProgressLine::tick()
{
    const qint64 elapsed = m_since.elapsed();
    if (elapsed >= kShowAfterMs) {
        show();
        raise();
        update();
    }
    if (elapsed >= kLongAfterMs && !m_saidLong) {
        m_saidLong = true;
        Q_EMIT tookLong();
    }
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.accentSoft);
    if (m_share) {
        painter.fillRect(QRectF(0, 0, width() * *m_share, height()), m_look.theme.accent);
        return;
    }
    const double length = width() * 0.25;
    const double round = std::fmod(static_cast<double>(m_since.elapsed()), kRoundMs) / kRoundMs;
    const double x =
        m_look.reduceMotion ? (width() - length) / 2 : round * (width() + length) - length;
    painter.fillRect(QRectF(x, 0, length, height()), m_look.theme.accent);
}

} // namespace ui
