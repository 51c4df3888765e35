// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QElapsedTimer>
#include <QListView>
#include <QString>

class QStyledItemDelegate;

namespace ui {

// The open list of a ChoiceBox. Typing finds the next row that begins with the text, else one that
// contains it in its text, id or second line.
class ChoiceList : public QListView
{
    Q_OBJECT

public:
    static constexpr int kIdRole = Qt::UserRole;
    static constexpr int kNoteRole = Qt::UserRole + 1;    // small, at the right
    static constexpr int kDetailRole = Qt::UserRole + 2;  // second line
    static constexpr int kHeadingRole = Qt::UserRole + 3; // above the row

    explicit ChoiceList(QWidget *parent);

    void keyboardSearch(const QString &typed) override;
    // The first row after start that matches these words; -1: none.
    [[nodiscard]] int found(const QString &words, int start) const;

private:
    QString m_words; // typed shortly one after the other
    QElapsedTimer m_lastKey;
};

// Paints its rows.
[[nodiscard]] QStyledItemDelegate *newChoiceDelegate(const Look &look, QObject *parent);

} // namespace ui
