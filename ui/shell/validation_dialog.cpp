// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/validation_dialog.h"

#include "ui/shell/main_window.h"
#include "ui/shell/table_widget.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace ui {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString figure(double value, bool signs = false)
{
    const QString digits = QString::number(std::abs(value), 'f', 4);
    const bool zero = digits == QStringLiteral("0.0000");
    return (value < 0 && !zero ? QStringLiteral("−")
            : signs && !zero   ? QStringLiteral("+")
                               : QString()) +
           digits;
}

QString verdict(const core::ValidationRow &row)
{
    QString words = !row.ours    ? ValidationDialog::tr("not computed")
                    : row.agrees ? ValidationDialog::tr("equal")
                    : row.counts ? ValidationDialog::tr("differs")
                                 : ValidationDialog::tr("counted differently");
    return row.note.empty() ? words : words + QStringLiteral(": ") + text(row.note);
}

QList<TableWidget::Cell> cellsOf(const core::ValidationRow &row)
{
    const std::optional<double> error = row.error();
    const QString none = QStringLiteral("—");
    return {{text(row.group)},
            {text(row.name)},
            {figure(row.published), row.published},
            {row.ours ? figure(*row.ours) : none, row.ours.value_or(-1)},
            {error ? figure(*error, true) : none, error ? std::abs(*error) : 1e9},
            {verdict(row)}};
}

} // namespace

ValidationDialog::ValidationDialog(std::vector<core::ValidationTable> tables, QWidget *parent)
    : QDialog(parent), m_tables(std::move(tables)), m_choice(new QComboBox(this)),
      m_summary(new QLabel(this)), m_source(new QLabel(this)),
      m_table(new TableWidget({tr("Schedule"), tr("Setup"), tr("Published"), tr("Here"),
                               tr("Difference"), tr("Verdict")},
                              tr("Published figures and ours"), this))
{
    setWindowTitle(tr("Validation"));
    for (const core::ValidationTable &table : m_tables)
        m_choice->addItem(text(table.title));
    m_choice->setAccessibleName(tr("Table"));
    m_summary->setWordWrap(true);
    m_source->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setToolTip(tr("The table as text, tabs between its columns"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_choice);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_source);
    layout->addWidget(buttons);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ValidationDialog::showTable);
    connect(copy, &QPushButton::clicked, m_table, &TableWidget::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showTable(0);
}

void ValidationDialog::showTable(int index)
{
    if (index < 0 || index >= static_cast<int>(m_tables.size()))
        return;
    const core::ValidationTable &table = m_tables[static_cast<std::size_t>(index)];
    const core::ValidationSummary summary = core::summaryOf(table);
    m_summary->setText(
        tr("%1 of %2 figures are equal to the digits that were published. Mean difference %3, "
           "largest %4. The worst rows come first.")
            .arg(summary.agree)
            .arg(summary.rows)
            .arg(figure(summary.mean), figure(summary.most)));
    m_source->setText(text(table.source));
    QList<QList<TableWidget::Cell>> rows;
    for (const core::ValidationRow &row : core::worstFirst(table))
        rows.append(cellsOf(row));
    m_table->setRows(rows);
}

QString ValidationDialog::summary() const
{
    return m_summary->text();
}

void showValidation(MainWindow &window)
{
    auto *dialog = new ValidationDialog(core::validationTables(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const Look &look = window.appearance().look();
    dialog->setFont(look.font(TextRole::Control));
    dialog->resize(std::min(look.ipx(860), window.width() - look.ipx(40)),
                   std::min(look.ipx(560), window.height() - look.ipx(60)));
    dialog->open();
}

} // namespace ui
