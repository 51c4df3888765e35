// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QLineEdit>
#include <QPointer>

namespace ui {

// The number of a slider while it is typed: over the slider, in its colours. Whoever opens it
// judges what is typed.
class NumberEditor : public QLineEdit
{
    Q_OBJECT

public:
    // Takes the keyboard focus when it is shown.
    NumberEditor(const QString &text, const Look &look, QWidget *parent);

    void open();
    // Hides it and deletes it later.
    void discard();
    // Back to whatever had the keyboard focus before it was opened, else to fallback.
    void giveFocusBack(QWidget *fallback);
    // The value is this now. Where it was changed elsewhere, by another control, an undo or a file
    // that is opened, what was typed so far was meant for another one: it gives way.
    void follow(const QString &text);
    // Shows in colour and tooltip that the text is not accepted.
    void refuse(const QString &why);
    [[nodiscard]] QString refusal() const { return m_refusal; }

Q_SIGNALS:
    void entered();        // Return
    void cancelled();      // Escape
    void left();           // the focus went elsewhere
    void refusalChanged(); // or withdrawn, by typing on

protected:
    bool event(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void withdrawRefusal();

    Look m_look;
    QString m_refusal;
    QString m_value; // as it was last heard of
    QPointer<QWidget> m_focusedBefore;
};

} // namespace ui
