// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/table_widget.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScreen>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <set>

namespace ui {

namespace {

constexpr int kFirstWords = 24; // letters

class NumberItem : public QTableWidgetItem
{
public:
    NumberItem(const QString &text, double number) : QTableWidgetItem(text), m_number(number)
    {
        setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    bool operator<(const QTableWidgetItem &other) const override
    {
        const auto *number = dynamic_cast<const NumberItem *>(&other);
        return number != nullptr ? m_number < number->m_number : QTableWidgetItem::operator<(other);
    }

private:
    double m_number;
};

} // namespace

TableWidget::TableWidget(const QStringList &headings, const QString &title, QWidget *parent)
    : QTableWidget(0, static_cast<int>(headings.size()), parent)
{
    setHorizontalHeaderLabels(headings);
    setAccessibleName(title);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false); // Tab goes on to the next control
    setWordWrap(false);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
}

void TableWidget::setRows(const QList<QList<Cell>> &rows)
{
    setSortingEnabled(false);
    setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const QList<Cell> &cells = rows[row];
        for (int column = 0; column < std::min<qsizetype>(columnCount(), cells.size()); ++column) {
            const Cell &cell = cells[column];
            auto *item = cell.number ? new NumberItem(cell.text, *cell.number)
                                     : new QTableWidgetItem(cell.text);
            item->setToolTip(cell.text);
            setItem(row, column, item);
        }
    }
    alignHeadings(rows);
    resizeColumnsToContents();
    setMinimumWidth(std::min(neededWidth(), screen()->availableSize().width() / 3));
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // as it came
    setSortingEnabled(true);
    if (rowCount() > 0)
        setCurrentCell(0, 0);
}

// Numbers stand right, and so do their headings. A last column of words takes the remaining width;
// one of numbers would stand far from the others.
void TableWidget::alignHeadings(const QList<QList<Cell>> &rows)
{
    bool isNumber = false;
    for (int column = 0; column < columnCount(); ++column) {
        isNumber = std::ranges::any_of(rows, [column](const QList<Cell> &cells) {
            return column < cells.size() && cells[column].number.has_value();
        });
        if (QTableWidgetItem *heading = horizontalHeaderItem(column))
            heading->setTextAlignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) |
                                      Qt::AlignVCenter);
    }
    horizontalHeader()->setStretchLastSection(!isNumber);
}

// A last column of words needs room for the first of them.
int TableWidget::neededWidth() const
{
    const bool stretches = horizontalHeader()->stretchLastSection();
    const int last = stretches ? columnCount() - 1 : columnCount();
    int width = 2 * frameWidth() + verticalScrollBar()->sizeHint().width();
    for (int column = 0; column < last; ++column)
        width += columnWidth(column);
    if (!stretches)
        return width;
    const int words = kFirstWords * fontMetrics().averageCharWidth();
    return width + std::max(horizontalHeader()->sectionSizeHint(last),
                            std::min(words, sizeHintForColumn(last)));
}

QString TableWidget::lineOf(int row) const
{
    QStringList cells;
    for (int column = 0; column < columnCount(); ++column)
        cells.append(item(row, column) != nullptr ? item(row, column)->text() : QString());
    return cells.join(QLatin1Char('\t'));
}

QString TableWidget::asText() const
{
    QStringList headings;
    for (int column = 0; column < columnCount(); ++column)
        headings.append(horizontalHeaderItem(column)->text());
    QStringList lines = {headings.join(QLatin1Char('\t'))};
    std::set<int> chosen;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        chosen.insert(index.row());
    for (int row = 0; row < rowCount(); ++row) {
        if (chosen.size() < 2 || chosen.contains(row))
            lines.append(lineOf(row));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TableWidget::copy() const
{
    const QString text = asText();
    QGuiApplication::clipboard()->setText(text);
    const auto lines = text.count(QLatin1Char('\n')) - 1; // without the headings
    const QString said = lines == 1 ? tr("1 line is on the clipboard.")
                                    : tr("%1 lines are on the clipboard.").arg(lines);
    const QPoint foot(viewport()->width() / 3, viewport()->height() - fontMetrics().height() * 3);
    QToolTip::showText(viewport()->mapToGlobal(foot), said, viewport());
}

void TableWidget::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QTableWidget::keyPressEvent(event);
}

} // namespace ui
