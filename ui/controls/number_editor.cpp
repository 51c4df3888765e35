// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/number_editor.h"

#include <QApplication>
#include <QKeyEvent>

namespace ui {

namespace {

void setColours(QLineEdit &editor, const QColor &base, const QColor &text)
{
    QPalette palette = editor.palette();
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::Text, text);
    editor.setPalette(palette);
}

} // namespace

NumberEditor::NumberEditor(const QString &text, const Look &look, QWidget *parent)
    : QLineEdit(text, parent), m_look(look), m_value(text),
      m_focusedBefore(QApplication::focusWidget())
{
    setFrame(false);
    setFont(look.font(TextRole::ControlStrong));
    setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    QPalette colours = palette();
    colours.setColor(QPalette::Highlight, look.theme.accent);
    colours.setColor(QPalette::HighlightedText, look.theme.onAccent);
    setPalette(colours);
    setColours(*this, look.theme.accentSoft, look.theme.text1);
    connect(this, &QLineEdit::textEdited, this, &NumberEditor::withdrawRefusal);
}

void NumberEditor::open()
{
    show();
    selectAll();
    setFocus(Qt::OtherFocusReason);
}

void NumberEditor::discard()
{
    blockSignals(true);
    hide();
    deleteLater();
}

void NumberEditor::giveFocusBack(QWidget *fallback)
{
    QWidget *before = m_focusedBefore;
    const bool canTakeIt = before != nullptr && before->isVisible() && before->isEnabled();
    (canTakeIt ? before : fallback)->setFocus(Qt::OtherFocusReason);
}

void NumberEditor::follow(const QString &newText)
{
    if (m_value == newText)
        return;
    m_value = newText;
    withdrawRefusal();
    setText(newText);
    selectAll();
}

void NumberEditor::withdrawRefusal()
{
    if (m_refusal.isEmpty())
        return;
    setColours(*this, m_look.theme.accentSoft, m_look.theme.text1);
    m_refusal.clear();
    setToolTip({});
    setAccessibleDescription({});
    Q_EMIT refusalChanged();
}

void NumberEditor::refuse(const QString &why)
{
    setColours(*this, m_look.theme.problemSoft, m_look.theme.problemText);
    m_refusal = why;
    setToolTip(why);
    setAccessibleDescription(why);
    selectAll();
    Q_EMIT refusalChanged();
}

// A line edit passes Return and Escape on to its parent, which would open it again, and to the
// window, which would leave full screen. Both end here.
bool NumberEditor::event(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QLineEdit::event(event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool escape = key == Qt::Key_Escape;
    if (!escape && key != Qt::Key_Return && key != Qt::Key_Enter)
        return QLineEdit::event(event);
    event->accept();
    if (event->type() == QEvent::KeyPress && escape)
        Q_EMIT cancelled();
    else if (event->type() == QEvent::KeyPress)
        Q_EMIT entered();
    return true;
}

void NumberEditor::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    Q_EMIT left();
}

} // namespace ui
