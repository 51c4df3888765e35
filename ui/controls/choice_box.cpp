// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/choice_box.h"

#include "ui/controls/choice_list.h"
#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QWheelEvent>

#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kTextSide = 11;
constexpr double kIconRoom = 30;

Qt::Alignment edge(bool right)
{
    return (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

} // namespace

ChoiceBox::ChoiceBox(const QString &title, QWidget *parent) : QComboBox(parent)
{
    setAccessibleName(title);
    setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard focus in the scene
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QComboBox::activated, this, [this] { Q_EMIT chosen(currentId()); });
}

void ChoiceBox::setPrefix(const QString &prefix)
{
    m_prefix = prefix;
    update();
}

void ChoiceBox::setItems(const QList<Item> &items)
{
    const QSignalBlocker quiet(this);
    const QString current = currentId();
    auto *rows = new QStandardItemModel(this);
    QString group;
    for (const Item &item : items) {
        auto *row = new QStandardItem(item.text);
        row->setData(item.id, ChoiceList::kIdRole);
        row->setData(item.note, ChoiceList::kNoteRole);
        row->setToolTip(item.toolTip);
        row->setData(item.detail, ChoiceList::kDetailRole);
        const bool first = !item.group.isEmpty() && item.group != group;
        row->setData(first ? item.group : QString(), ChoiceList::kHeadingRole);
        group = item.group;
        if (!item.detail.isEmpty())
            row->setAccessibleText(
                QStringList({item.group, item.text, item.detail}).join(QStringLiteral(", ")));
        rows->appendRow(row);
    }
    // All rows at once: every change of a visible list is expensive.
    setModel(rows); // which deletes the one before
    setCurrentId(current, m_otherText);
}

void ChoiceBox::setCurrentId(const QString &id, const QString &text)
{
    const QSignalBlocker quiet(this);
    m_otherText = text;
    setCurrentIndex(findData(id, ChoiceList::kIdRole));
    setToolTip(currentIndex() >= 0 ? itemData(currentIndex(), Qt::ToolTipRole).toString()
                                   : QString());
    update();
}

QString ChoiceBox::currentId() const
{
    return currentData(ChoiceList::kIdRole).toString();
}

void ChoiceBox::setLook(const Look &look)
{
    m_look = look;
    setFont(look.font(TextRole::Control));
    if (m_hasView)
        dressView();
    updateGeometry();
    update();
}

// Qt lays a list out whenever a font or style changes; this one is made when it is first opened.
void ChoiceBox::ensureView()
{
    if (m_hasView)
        return;
    m_hasView = true;
    setView(new ChoiceList(this));
    view()->setFrameShape(QFrame::NoFrame);
    dressView();
}

void ChoiceBox::dressView()
{
    QAbstractItemDelegate *old = view()->itemDelegate();
    view()->setItemDelegate(newChoiceDelegate(m_look, this));
    if (old != nullptr && old->parent() == this)
        old->deleteLater();
    QPalette palette = view()->palette();
    palette.setColor(QPalette::Base, m_look.theme.surface);
    palette.setColor(QPalette::Window, m_look.theme.surface);
    palette.setColor(QPalette::Text, m_look.theme.text1);
    view()->setPalette(palette);
    if (view()->parentWidget() != nullptr)
        view()->parentWidget()->setPalette(palette);
}

QString ChoiceBox::shownText() const
{
    return m_prefix + (m_otherText.isEmpty() ? currentText() : m_otherText);
}

int ChoiceBox::neededWidth() const
{
    const double text = textWidth(m_look.font(TextRole::Control), shownText());
    return static_cast<int>(std::ceil(text)) + m_look.ipx(kTextSide) + m_look.ipx(kIconRoom) + 2;
}

QSize ChoiceBox::sizeHint() const
{
    return {m_look.ipx(224), m_look.ipx(32)};
}

QSize ChoiceBox::minimumSizeHint() const
{
    return {m_look.ipx(90), m_look.ipx(32)};
}

void ChoiceBox::paintEvent(QPaintEvent *)
{
    // What has no room is told by the tip.
    const QString tip =
        currentIndex() >= 0 ? itemData(currentIndex(), Qt::ToolTipRole).toString() : QString();
    const QString whole = tip.isEmpty() ? shownText() : shownText() + u'\n' + tip;
    if (const QString wanted = neededWidth() > width() ? whole : tip; toolTip() != wanted)
        setToolTip(wanted);
    QPainter painter(this);
    const Theme &theme = m_look.theme;
    const QColor fill = underMouse() && isEnabled() ? theme.surface2 : theme.surface;
    drawRounded(painter, rect(), m_look.px(kControlRadius), fill, theme.line2,
                m_look.px(theme.lineWidth));
    const double iconRoom = m_look.px(kIconRoom);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const QRectF area = QRectF(rect()).adjusted(m_look.px(kTextSide), 0, -iconRoom, 0);
    const QRectF text = reversed ? area.translated(width() - area.right() - area.left(), 0) : area;
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(isEnabled() ? theme.text1 : theme.text3);
    painter.drawText(
        text, static_cast<int>(edge(reversed)),
        painter.fontMetrics().elidedText(shownText(), Qt::ElideRight, int(text.width())));
    const QRectF icon(reversed ? 0 : width() - iconRoom, 0, iconRoom, height());
    drawIcon(painter, icon, QStringLiteral("chevron-down"), theme.text2, 15, m_look);
}

void ChoiceBox::wheelEvent(QWheelEvent *event)
{
    // Scrolling the panel must not change what lies under the pointer.
    event->ignore();
}

// QComboBox would make its list only to lay it out, with a font that nothing else needs.
void ChoiceBox::changeEvent(QEvent *event)
{
    if (m_hasView || event->type() != QEvent::FontChange)
        QComboBox::changeEvent(event);
    else
        QWidget::changeEvent(event);
}

void ChoiceBox::focusInEvent(QFocusEvent *event)
{
    QComboBox::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(kControlRadius), m_look};
    });
}

void ChoiceBox::showPopup()
{
    ensureView();
    // Not wider than the window: what does not fit is elided.
    const int room = window()->width() - mapTo(window(), QPoint(0, 0)).x() - m_look.ipx(12);
    const int wanted = view()->sizeHintForColumn(0) + m_look.ipx(24);
    view()->setMinimumWidth(std::max(width(), std::min(wanted, room)));
    QComboBox::showPopup();
}

} // namespace ui
