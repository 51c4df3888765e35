// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QTableWidget>

#include <optional>

namespace ui {

// A table to read, sort by a click on a heading, and copy with Ctrl+C (the selection, else all).
class TableWidget : public QTableWidget
{
    Q_OBJECT

public:
    struct Cell
    {
        QString text;
        std::optional<double> number = {}; // what it is sorted by, and right-aligned for
    };

    TableWidget(const QStringList &headings, const QString &title, QWidget *parent = nullptr);

    void setRows(const QList<QList<Cell>> &rows);
    [[nodiscard]] QString asText() const; // tabs between cells, one line per row
    void copy() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void alignHeadings(const QList<QList<Cell>> &rows);
    [[nodiscard]] int neededWidth() const;
    [[nodiscard]] QString lineOf(int row) const;
};

} // namespace ui
