// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/choice_row.h"

#include <QResizeEvent>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

constexpr int kColumns = 3; // of tiles
constexpr double kTileGap = 6;
constexpr double kTabGap = 12;       // beside the padding that tabs have
constexpr double kLeastTabGap = -12; // into their padding; words stay 8 apart
constexpr double kSmallestSegment = 84;

} // namespace

ChoiceRow::ChoiceRow(ChoiceStyle style, QWidget *parent) : QWidget(parent), m_style(style)
{
    setSizePolicy(style == ChoiceStyle::Tiles ? QSizePolicy::Expanding : QSizePolicy::Fixed,
                  QSizePolicy::Fixed);
}

void ChoiceRow::setItems(const QList<ChoiceItem> &items)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (const ChoiceItem &item : items) {
        auto *button = new ChoiceButton(m_style, item, this);
        button->setLook(m_look);
        connect(button, &QAbstractButton::toggled, this, [this, button](bool on) {
            if (!on || m_current == button->id())
                return;
            m_current = button->id();
            Q_EMIT chosen(button->id()); // who hears it may make another one current
        });
        connect(button, &QAbstractButton::pressed, this, [this] { m_before = m_current; });
        connect(button, &QAbstractButton::clicked, this, [this, button] {
            if (m_before == button->id() && m_current == button->id())
                Q_EMIT chosenAgain(button->id());
        });
        m_buttons.append(button);
        button->show();
    }
    setCurrent(m_current);
    updateGeometry();
    place();
}

void ChoiceRow::setCurrent(const QString &id)
{
    m_current = id;
    for (ChoiceButton *button : std::as_const(m_buttons)) {
        // Exclusive buttons cannot be switched off one by one.
        button->setAutoExclusive(false);
        button->setChecked(button->id() == id);
    }
    for (ChoiceButton *button : std::as_const(m_buttons))
        button->setAutoExclusive(true);
}

void ChoiceRow::setLook(const Look &look)
{
    m_look = look;
    for (ChoiceButton *button : std::as_const(m_buttons))
        button->setLook(look);
    updateGeometry();
    place();
}

void ChoiceRow::setFills(bool fills)
{
    m_fills = fills;
    updateGeometry();
    place();
}

QSize ChoiceRow::minimumSizeHint() const
{
    if (!m_fills)
        return sizeHint();
    constexpr double spared = 20; // of the room around the words of a segment
    const int count = static_cast<int>(m_buttons.size());
    return {sizeHint().width() - m_look.ipx(spared) * count, sizeHint().height()};
}

double ChoiceRow::segmentWidth() const
{
    int widest = m_look.ipx(kSmallestSegment);
    for (const ChoiceButton *button : m_buttons)
        widest = std::max(widest, button->sizeHint().width());
    return widest;
}

bool ChoiceRow::isJoined() const
{
    return m_style == ChoiceStyle::Segments || m_style == ChoiceStyle::SmallSegments;
}

QSize ChoiceRow::sizeHint() const
{
    const int count = static_cast<int>(m_buttons.size());
    if (count == 0)
        return {0, 0};
    const int height = m_buttons.front()->sizeHint().height();
    if (m_style == ChoiceStyle::Segments)
        return {qCeil(segmentWidth() * count), height};
    int width = 0;
    for (const ChoiceButton *button : m_buttons)
        width = m_style == ChoiceStyle::Tiles ? std::max(width, button->sizeHint().width())
                                              : width + button->sizeHint().width();
    if (m_style == ChoiceStyle::SmallSegments)
        return {width, height};
    if (m_style == ChoiceStyle::Tabs)
        return {width + m_look.ipx(kTabGap) * (count - 1), height};
    const int rows = (count + kColumns - 1) / kColumns;
    const int gap = m_look.ipx(kTileGap);
    return {width * kColumns + gap * (kColumns - 1), height * rows + gap * (rows - 1)};
}

void ChoiceRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void ChoiceRow::place()
{
    const int count = static_cast<int>(m_buttons.size());
    const double gap = m_look.px(m_style == ChoiceStyle::Tiles ? kTileGap : kTabGap);
    const double tile = (width() - gap * (kColumns - 1)) / kColumns;
    double tabX = 0;
    double tabGap = gap; // closer together where they have less room than they would take
    if (m_style == ChoiceStyle::Tabs && count > 1)
        tabGap = std::max(m_look.px(kLeastTabGap),
                          gap + std::min(0.0, double(width() - sizeHint().width()) / (count - 1)));
    for (int i = 0; i < count; ++i) {
        ChoiceButton *button = m_buttons[i];
        const QSize hint = button->sizeHint();
        QRectF area(0, 0, hint.width(), hint.height());
        if (m_style == ChoiceStyle::Tiles) {
            const double rowHeight = hint.height() + m_look.ipx(kTileGap);
            area = {(i % kColumns) * (tile + gap), (i / kColumns) * rowHeight, tile,
                    double(hint.height())};
        } else if (isJoined()) {
            const bool alike = m_style == ChoiceStyle::Segments;
            const double most = double(width()) / count;
            const double segment = m_fills ? most : std::min(most, segmentWidth());
            area.moveLeft(alike ? i * segment : tabX);
            area.setWidth(alike ? segment : hint.width());
            tabX += hint.width();
            using enum ChoiceButton::Place;
            button->setPlace(count == 1 ? Alone : i == 0 ? First : i == count - 1 ? Last : Middle);
        } else {
            area.moveLeft(tabX);
            tabX += hint.width() + tabGap;
        }
        button->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area.toRect()));
    }
}

} // namespace ui
