// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QElapsedTimer>
#include <QListView>
#include <QString>

class QStyledItemDelegate;

namespace ui {

// The open list of a ChoiceBox. What is typed finds the next row that begins with it, else one that
// has it anywhere in its text, its id or its second line.
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
    // The row that these words find, from the row after start on; -1: none.
    [[nodiscard]] int found(const QString &words, int start) const;

private:
    QString m_words; // typed shortly one after the other
    QElapsedTimer m_lastKey;
};

// Paints its rows.
[[nodiscard]] QStyledItemDelegate *newChoiceDelegate(const Look &look, QObject *parent);

} // namespace ui
