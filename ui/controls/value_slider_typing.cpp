// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/value_slider.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>

#include <algorithm>

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
    connect(m_editor, &QLineEdit::returnPressed, this, &ValueSlider::acceptTyped);
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

void ValueSlider::acceptTyped()
{
    const std::optional<double> typed = m_parse(m_editor->text());
    if (!typed) {
        QPalette palette = m_editor->palette();
        palette.setColor(QPalette::Base, m_look.theme.problemSoft);
        palette.setColor(QPalette::Text, m_look.theme.problemText);
        m_editor->setPalette(palette);
        m_editor->setToolTip(
            tr("%1 needs a number from %2 to %3.")
                .arg(m_label, m_format(m_scale.stops.front()), m_format(m_scale.stops.back())));
        m_editor->selectAll();
        return;
    }
    const double value = std::clamp(*typed, m_scale.stops.front(), m_scale.stops.back());
    endTyping();
    setFocus(Qt::OtherFocusReason);
    propose(value);
    finish();
}

void ValueSlider::endTyping()
{
    if (m_editor == nullptr)
        return;
    m_editor->removeEventFilter(this);
    m_editor->deleteLater();
    m_editor->hide();
    m_editor = nullptr;
    update();
}

bool ValueSlider::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor) {
        if (event->type() == QEvent::FocusOut) {
            endTyping();
        } else if (event->type() == QEvent::KeyPress &&
                   static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
            endTyping();
            setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
