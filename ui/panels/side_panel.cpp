// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/side_panel.h"

#include "ui/controls/column.h"
#include "ui/controls/scroll_bar.h"

#include <QPainter>
#include <QScrollArea>

#include <utility>

namespace ui {

namespace {

// Logical pixels.
constexpr double kWidth = 256;
constexpr double kWidest = 330; // where words are long
constexpr double kMargin = 16;
constexpr double kBarWidth = 10;
constexpr double kFooterHeight = 51;
constexpr double kFooterTop = 8;
constexpr double kWheelStep = 36; // a turn of the wheel is three of them

} // namespace

SidePanel::SidePanel(QWidget *parent)
    : QWidget(parent), m_scroll(new QScrollArea(this)), m_bar(new ScrollBar(Qt::Vertical)),
      m_column(new Column)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    // Always present, empty when not needed, so that the controls keep their width.
    m_scroll->setVerticalScrollBar(m_bar);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_column->setMargins(kMargin, 10, kMargin - kBarWidth, 8);
    connect(m_bar, &QAbstractSlider::valueChanged, this, &SidePanel::scrolled);
    connect(m_bar, &QAbstractSlider::rangeChanged, this, &SidePanel::scrolled);
    connect(m_bar, &QAbstractSlider::valueChanged, this, [this] { placeOverControls(); });
}

void SidePanel::scrollToTop()
{
    m_bar->setValue(m_bar->minimum());
}

QWidget *SidePanel::firstShown(const QStringList &ids) const
{
    for (const QString &id : ids) {
        auto *control = findChild<QWidget *>(id);
        if (control != nullptr && control->isVisibleTo(this))
            return control;
    }
    return nullptr;
}

QRect SidePanel::seen() const
{
    return {m_scroll->viewport()->mapTo(this, QPoint()), m_scroll->viewport()->size()};
}

void SidePanel::closeColumn()
{
    m_scroll->setWidget(m_column);
    m_column->setMinimumWidth(1); // never wider than what is seen of it
    m_column->setAutoFillBackground(false);
}

void SidePanel::setBare()
{
    if (std::exchange(m_isBare, true))
        return;
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_column->setMargins(0, 0, 0, 0);
    followWidth(*this);
    place();
}

int SidePanel::heightForWidth(int width) const
{
    return m_isBare ? m_column->heightForWidth(width) : QWidget::heightForWidth(width);
}

void SidePanel::setFrameLook(const Look &look)
{
    m_look = look;
    m_bar->setLook(look);
    m_bar->setSingleStep(look.ipx(kWheelStep));
    m_column->setLook(look);
    updateGeometry();
    place();
    update();
}

void SidePanel::bringIntoView(QWidget &control)
{
    m_scroll->ensurePolished();
    m_scroll->widget()->resize(m_scroll->viewport()->width(),
                               std::max(m_scroll->viewport()->height(),
                                        m_column->heightForWidth(m_scroll->viewport()->width())));
    m_bar->setValue(0); // no further than needed
    m_scroll->ensureWidgetVisible(&control, 0, m_look.ipx(kMargin));
}

QSize SidePanel::sizeHint() const
{
    const int needed = m_column->sizeHint().width() + m_look.ipx(kBarWidth) + m_look.ipx(1);
    return {std::clamp(needed, m_look.ipx(kWidth), m_look.ipx(kWidest)), m_look.ipx(580)};
}

QRect SidePanel::footer() const
{
    const int margin = m_look.ipx(kMargin);
    const int high = m_look.ipx(kFooterHeight);
    const int above = m_look.ipx(kFooterTop);
    return {margin, height() - high + above, width() - 2 * margin, high - above};
}

void SidePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void SidePanel::place()
{
    if (m_isBare)
        return m_scroll->setGeometry(rect());
    const int line = m_look.ipx(1);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    m_scroll->setGeometry(reversed ? line : 0, 0, width() - line,
                          height() - m_look.ipx(kFooterHeight));
    placeFooter();
    placeOverControls();
}

void SidePanel::paintEvent(QPaintEvent *)
{
    if (m_isBare)
        return;
    QPainter painter(this);
    const Theme &theme = m_look.theme;
    painter.fillRect(rect(), theme.surface);
    const double line = m_look.px(theme.lineWidth);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(QRectF(reversed ? 0 : width() - line, 0, line, height()), theme.line);
}

} // namespace ui
