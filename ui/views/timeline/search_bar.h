// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"

class QLineEdit;

namespace ui {

class ElidedLabel;
class PushButton;

// One line: what is looked for on the timeline, how often it is there, and the way from one to the
// next.
class SearchBar : public Card
{
    Q_OBJECT

public:
    explicit SearchBar(QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setNote(const QString &note); // "3 of 120", or why nothing is found
    // Names that a trace gives can be found as well.
    void setFindsNames(bool finds);
    // Then it offers to stop, and no way to other matches.
    void setSearching(bool searching);
    [[nodiscard]] QString note() const;
    [[nodiscard]] QString text() const;
    void take(); // the keyboard focus, with all of the text selected
    // At the upper right corner of its parent.
    void place();

Q_SIGNALS:
    void textChanged(const QString &text);
    void stepWanted(int by);
    void stopWanted();
    void closeWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Look m_look;
    QLineEdit *m_edit;
    ElidedLabel *m_note;
    PushButton *m_previous;
    PushButton *m_next;
    PushButton *m_stop;
    PushButton *m_close;
};

} // namespace ui
