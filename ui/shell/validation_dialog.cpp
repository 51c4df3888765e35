// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/validation_dialog.h"

#include "core/base/text.h"
#include "core/presets/presets.h"
#include "ui/bridge/validation_bridge.h"
#include "ui/controls/table_widget.h"
#include "ui/shell/dialog_frame.h"
#include "ui/shell/main_window.h"
#include "ui/views/charts/agreement_view.h"
#include "ui/words/text_of.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace ui {

namespace {

QString figure(double value, core::Signs signs = core::Signs::OfNegatives)
{
    return textOf(core::figureOfDecimals(value, 4, signs));
}

QString percent(double share, core::Signs signs = core::Signs::OfNegatives)
{
    return textOf(core::figureOfDecimals(100 * share, 1, signs)) + QStringLiteral(" %");
}

QString timeVerdict(double size)
{
    return size <= 0.05   ? ValidationDialog::tr("within 5 %")
           : size <= 0.10 ? ValidationDialog::tr("within 10 %")
                          : ValidationDialog::tr("over 10 %");
}

QString verdict(const core::ValidationRow &row)
{
    QString words = !row.ours     ? ValidationDialog::tr("not computed")
                    : !row.isRate ? timeVerdict(std::abs(row.error().value_or(0)))
                    : row.agrees  ? ValidationDialog::tr("equal")
                    : row.counts  ? ValidationDialog::tr("differs")
                                  : ValidationDialog::tr("counted differently");
    return row.note.empty() ? words : words + QStringLiteral(": ") + textOf(row.note);
}

QList<TableWidget::Cell> cellsOf(const core::ValidationRow &row)
{
    const std::optional<double> error = row.error();
    const QString none = QStringLiteral("—");
    const QString unit = row.isRate ? QString() : QStringLiteral(" s");
    const QString difference = !error       ? none
                               : row.isRate ? figure(*error, core::Signs::OfBoth)
                                            : percent(*error, core::Signs::OfBoth);
    return {{textOf(row.group)},
            {textOf(row.name)},
            {figure(row.published) + unit, row.published},
            {row.ours ? figure(*row.ours) + unit : none, row.ours.value_or(-1)},
            {difference, error ? std::abs(*error) : 1e9},
            {verdict(row)}};
}

bool holdsTimes(const core::ValidationTable &table)
{
    return !table.rows.empty() && !table.rows.front().isRate;
}

QString summaryText(const core::ValidationTable &table)
{
    const core::ValidationSummary summary = core::summaryOf(table);
    if (!holdsTimes(table))
        return ValidationDialog::tr("%1 of %2 figures match the published digits. Mean difference "
                                    "%3, largest %4. The worst rows come first.")
            .arg(summary.agree)
            .arg(summary.rows)
            .arg(figure(summary.mean), figure(summary.most));
    QString words = ValidationDialog::tr("%1 step times predicted. Mean error %2, largest %3. The "
                                         "worst rows come first.")
                        .arg(summary.rows)
                        .arg(percent(summary.mean), percent(summary.most));
    const std::size_t left = table.rows.size() - summary.rows;
    return left == 0 ? words
                     : words + QChar::Space +
                           ValidationDialog::tr("%1 more cannot be modelled.").arg(left);
}

} // namespace

ValidationDialog::ValidationDialog(QWidget *parent)
    : QDialog(parent), m_choice(new QComboBox(this)), m_progress(new QProgressBar(this)),
      m_summary(new QLabel(this)), m_source(new QLabel(this)),
      m_table(
          new TableWidget({{}, {}, {}, {}, {}, {}}, tr("Published and simulated figures"), this)),
      m_chart(new AgreementView(this))
{
    setWindowTitle(tr("Validation"));
    setWhatsThis(tr("How far our figures are from published ones: one table at a time, row by row, "
                    "with a chart of the same rows."));
    m_choice->setAccessibleName(tr("Table"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Predicting the published runs"));
    m_summary->setWordWrap(true);
    m_source->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setToolTip(tr("The table as text, with tabs between columns"));
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_table, 3);
    middle->addWidget(m_chart, 2);
    auto *layout = new QVBoxLayout;
    layout->addWidget(m_choice);
    layout->addWidget(m_summary);
    layout->addWidget(m_progress);
    layout->addLayout(middle, 1);
    layout->addWidget(m_source);
    frameDialog(*this, layout, {buttons});
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ValidationDialog::showTable);
    connect(copy, &QPushButton::clicked, m_table, &TableWidget::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setTables({});
}

void ValidationDialog::setTables(const std::vector<core::ValidationTable> &tables)
{
    m_tables = tables;
    m_choice->clear();
    m_progress->setVisible(m_tables.empty());
    m_choice->setEnabled(!m_tables.empty());
    if (m_tables.empty()) {
        m_summary->setText(tr("Predicting the published runs…"));
        m_chart->hide();
        return;
    }
    for (const core::ValidationTable &table : m_tables)
        m_choice->addItem(textOf(table.title)); // the first is shown by it
    m_choice->addItem(tr("Fitted constants"));
}

void ValidationDialog::setLook(const Look &look)
{
    setFont(look.font(TextRole::Control));
    m_chart->setLook(look);
}

void ValidationDialog::showTable(int index)
{
    if (index == static_cast<int>(m_tables.size()) && index > 0)
        showConstants();
    if (index < 0 || index >= static_cast<int>(m_tables.size()))
        return;
    const core::ValidationTable &table = m_tables[static_cast<std::size_t>(index)];
    const bool times = holdsTimes(table);
    m_summary->setText(summaryText(table));
    m_source->setText(textOf(table.source));
    m_table->setHorizontalHeaderLabels({times ? tr("Paper") : tr("Schedule"), tr("Setup"),
                                        tr("Published"), tr("Here"),
                                        times ? tr("Error") : tr("Difference"), tr("Verdict")});
    QList<QList<TableWidget::Cell>> rows;
    for (const core::ValidationRow &row : core::worstFirst(table))
        rows.append(cellsOf(row));
    m_table->setRows(rows);
    m_chart->setVisible(times);
    if (times)
        m_chart->setTable(table);
}

void ValidationDialog::showConstants()
{
    QStringList headings = {tr("Constant"), tr("Meaning")};
    std::vector<std::vector<core::FittedConstant>> generations;
    for (const core::SoftwareSpec &software : core::softwarePresets()) {
        headings.append(textOf(software.title));
        generations.push_back(core::fittedConstants(software));
    }
    headings.append(tr("Unit"));
    m_table->setHorizontalHeaderLabels(headings);
    m_summary->setText(tr("What no data sheet gives was fitted to published runs: %1 constants per "
                          "generation of software, the same for every model, device and layout.")
                           .arg(generations.front().size()));
    m_source->setText(textOf(core::softwareOfYear(2022).source));
    QList<QList<TableWidget::Cell>> rows;
    for (std::size_t i = 0; i < generations.front().size(); ++i) {
        const core::FittedConstant &first = generations.front()[i];
        QList<TableWidget::Cell> cells = {{textOf(std::string(first.id))},
                                          {textOf(std::string(first.meaning))}};
        for (const std::vector<core::FittedConstant> &constants : generations)
            cells.append({QLocale().toString(constants[i].value, 'g', 4), constants[i].value});
        cells.append({textOf(std::string(first.unit))});
        rows.append(cells);
    }
    m_table->setRows(rows);
    m_chart->hide();
}

QString ValidationDialog::summary() const
{
    return m_summary->text();
}

ValidationBridge &validationOf(MainWindow &window)
{
    if (auto *bridge = window.findChild<ValidationBridge *>())
        return *bridge;
    return *new ValidationBridge(&window);
}

void showValidation(MainWindow &window)
{
    auto *dialog = new ValidationDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const Look &look = window.appearance().look();
    dialog->setLook(look);
    fitToScreen(*dialog, {look.ipx(1180), look.ipx(600)});
    dialog->open();
    ValidationBridge &bridge = validationOf(window);
    const auto show = [dialog, &bridge] { dialog->setTables(bridge.tables()); };
    QObject::connect(&bridge, &ValidationBridge::tablesReady, dialog, show);
    show();
    bridge.request();
}

} // namespace ui
