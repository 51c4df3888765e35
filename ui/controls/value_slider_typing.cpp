// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/value_slider.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace ui {

void ValueSlider::beginTyping()
{
    if (!isEnabled() || m_editor != nullptr)
        return;
    const Theme &theme = m_look.theme;
    m_editor = new QLineEdit(valueText(), this);
    m_editor->setFrame(false);
    m_editor->setFont(m_look.font(TextRole::ControlStrong));
    m_editor->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_editor->setAccessibleName(m_label);
    QPalette palette = m_editor->palette();
    palette.setColor(QPalette::Base, theme.accentSoft);
    palette.setColor(QPalette::Text, theme.text1);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.onAccent);
    m_editor->setPalette(palette);
    m_editor->installEventFilter(this);
    connect(m_editor, &QLineEdit::textEdited, this, [this] {
        m_refusal.clear();
        update();
    });
    m_focusedBefore = QApplication::focusWidget();
    placeEditor();
    m_editor->show();
    m_editor->selectAll();
    m_editor->setFocus(Qt::OtherFocusReason);
    update();
}

void ValueSlider::placeEditor()
{
    const double room =
        std::min(std::max(valueRect().width() + m_look.px(10), m_look.px(96)), double(width()));
    QRectF area(width() - room, 0, room, valueRect().height() + m_look.px(1));
    if (layoutDirection() == Qt::RightToLeft)
        area.moveLeft(0);
    m_editor->setGeometry(area.toAlignedRect());
}

// What nobody has typed into yet follows the value.
void ValueSlider::showInEditor(double value)
{
    if (m_editor == nullptr || m_editor->isModified())
        return;
    const QString text = m_format(value);
    if (m_editor->text() == text)
        return;
    m_editor->setText(text);
    m_editor->selectAll();
}

QString ValueSlider::rangeText() const
{
    const auto [least, most] =
        m_range.value_or(std::pair(m_scale.stops.front(), m_scale.stops.back()));
    return tr("Type a number from %1 to %2").arg(m_format(least), m_format(most));
}

// The number typed is the number used, or none is.
void ValueSlider::acceptTyped()
{
    const std::optional<double> wanted = m_parse(m_editor->text());
    const auto [least, most] =
        m_range.value_or(std::pair(m_scale.stops.front(), m_scale.stops.back()));
    if (!wanted || *wanted < least || *wanted > most) {
        refuseTyped(rangeText());
        return;
    }
    if (const QString why = m_check ? m_check(*wanted) : QString(); !why.isEmpty()) {
        refuseTyped(why);
        Q_EMIT refused(*wanted);
        return;
    }
    giveFocusBack();
    propose(*wanted);
    finish();
}

void ValueSlider::refuseTyped(const QString &why)
{
    QPalette palette = m_editor->palette();
    palette.setColor(QPalette::Base, m_look.theme.problemSoft);
    palette.setColor(QPalette::Text, m_look.theme.problemText);
    m_editor->setPalette(palette);
    m_refusal = why;
    m_editor->setToolTip(m_refusal);
    m_editor->setAccessibleDescription(m_refusal);
    m_editor->selectAll();
    update();
}

void ValueSlider::paintRefusal(QPainter &painter) const
{
    QFont font = m_look.font(TextRole::Caption);
    if (QFontMetricsF(font).horizontalAdvance(m_refusal) > width())
        font = m_look.font(TextRole::Caption, 11);
    const QRectF area(0, valueRect().bottom(), width(), height() - valueRect().bottom());
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    painter.setFont(font);
    painter.setPen(m_look.theme.problemText);
    const Qt::Alignment edge = (reversed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
    painter.drawText(area, static_cast<int>(edge),
                     QFontMetricsF(font).elidedText(m_refusal, Qt::ElideRight, area.width()));
}

void ValueSlider::endTyping()
{
    if (m_editor == nullptr)
        return;
    QLineEdit *editor = m_editor;
    m_editor = nullptr;
    m_refusal.clear();
    editor->removeEventFilter(this);
    editor->hide();
    editor->deleteLater();
    update();
}

// Back to whatever had the keyboard focus before the number was opened.
void ValueSlider::giveFocusBack()
{
    QWidget *before = m_focusedBefore;
    if (before != nullptr && before->isVisible() && before->isEnabled())
        before->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
    endTyping();
}

// A line edit passes Return and Escape on to its parent, which would open it again, and to the
// window, which would leave full screen. Both end here.
bool ValueSlider::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_editor)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        endTyping();
    } else if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool leaves = key == Qt::Key_Escape;
        if (!leaves && key != Qt::Key_Return && key != Qt::Key_Enter)
            return QWidget::eventFilter(watched, event);
        event->accept();
        if (event->type() == QEvent::KeyPress && leaves)
            giveFocusBack();
        else if (event->type() == QEvent::KeyPress)
            acceptTyped();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
