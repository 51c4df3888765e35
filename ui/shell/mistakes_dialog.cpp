// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mistakes_dialog.h"

#include "ui/controls/table_widget.h"
#include "ui/shell/dialog_frame.h"
#include "ui/shell/main_window.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

MistakesDialog::MistakesDialog(const QString &name, const core::OrderErrors &errors,
                               QWidget *parent)
    : QDialog(parent),
      m_table(new TableWidget({tr("Class"), tr("Rank"), tr("Position"), tr("Error")},
                              tr("Errors in %1").arg(name), this))
{
    setWindowTitle(tr("%1 cannot run").arg(name));
    const QString more = QString::fromStdString(errors.moreText());
    auto *intro = new QLabel(
        more.isEmpty()
            ? tr("Positions count from 0 in each rank's list.")
            : tr("Positions count from 0 in each rank's list. Not all are listed: %1.").arg(more),
        this);
    intro->setWordWrap(true);
    QList<QList<TableWidget::Cell>> rows;
    const auto number = [](int value) {
        return TableWidget::Cell{value < 0 ? QStringLiteral("—") : QString::number(value),
                                 static_cast<double>(value)};
    };
    for (const core::OrderError &error : errors.listed) {
        const std::string_view code = core::codeOf(error.fault);
        rows.append({{QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size()))},
                     number(error.rank),
                     number(error.position),
                     {QString::fromStdString(error.message)}});
    }
    m_table->setRows(rows);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout;
    layout->addWidget(intro);
    layout->addWidget(m_table, 1);
    frameDialog(*this, layout, {buttons});
    connect(copy, &QPushButton::clicked, m_table, &TableWidget::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void MistakesDialog::open(MainWindow &window, const QString &name, const core::OrderErrors &errors)
{
    auto *dialog = new MistakesDialog(name, errors, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const Look &look = window.appearance().look();
    dialog->setFont(look.font(TextRole::Control));
    fitToScreen(*dialog, {look.ipx(820), look.ipx(420)});
    dialog->QDialog::open();
}

} // namespace ui
