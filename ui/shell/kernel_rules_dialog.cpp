// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/kernel_rules_dialog.h"

#include "core/recorded/kernel_rule_lines.h"
#include "ui/shell/dialog_frame.h"
#include "ui/words/text_of.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTextCursor>
#include <QVBoxLayout>

namespace ui {

namespace {

QString rulesKey()
{
    return QStringLiteral("recorded/kernelRules");
}

QString usualLines()
{
    return textOf(core::linesOfRules(core::usualKernelRules()));
}

} // namespace

std::vector<core::KernelRule> kernelRulesOf(const QSettings &settings)
{
    const std::string lines = settings.value(rulesKey()).toString().toStdString();
    if (lines.empty())
        return core::usualKernelRules();
    core::Result<std::vector<core::KernelRule>> rules = core::rulesOfLines(lines);
    return rules ? std::move(rules).value() : core::usualKernelRules();
}

KernelRulesDialog::KernelRulesDialog(QSettings &settings, QWidget *parent)
    : QDialog(parent), m_settings(settings), m_lines(new QPlainTextEdit(this)),
      m_problem(new QLabel(this))
{
    setWindowTitle(tr("Kinds of kernels"));
    auto *intro = new QLabel(tr("The first line whose pattern is the whole name of a kernel says "
                                "its kind. * stands for anything, capitals do not matter, and what "
                                "no line matches is \"other\"."),
                             this);
    intro->setWordWrap(true);
    m_lines->setAccessibleName(tr("Rules, one a line"));
    m_lines->setTabChangesFocus(true);
    m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_lines->setPlainText(textOf(core::linesOfRules(kernelRulesOf(settings))));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(
        QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    m_take = buttons->button(QDialogButtonBox::Ok);
    m_take->setText(tr("Read again with these"));
    auto *layout = new QVBoxLayout;
    layout->addWidget(intro);
    layout->addWidget(m_lines, 1);
    frameDialog(*this, layout, {m_problem, buttons});
    connect(m_lines, &QPlainTextEdit::textChanged, this, &KernelRulesDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &KernelRulesDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            &KernelRulesDialog::restore);
    check();
}

void KernelRulesDialog::setLook(const Look &look)
{
    setFont(look.font(TextRole::Control));
    m_lines->setFont(look.font(TextRole::Mono));
    fitToScreen(*this, {fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 28});
}

QString KernelRulesDialog::problem() const
{
    return m_problem->text();
}

void KernelRulesDialog::check()
{
    const core::Result<std::vector<core::KernelRule>> rules =
        core::rulesOfLines(m_lines->toPlainText().toStdString());
    m_problem->setText(rules ? QString() : textOf(rules.error().message));
    m_take->setEnabled(static_cast<bool>(rules));
}

// As an edit, which Ctrl+Z takes back.
void KernelRulesDialog::restore()
{
    QTextCursor cursor(m_lines->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(usualLines());
}

void KernelRulesDialog::accept()
{
    if (!problem().isEmpty())
        return;
    const QString lines = m_lines->toPlainText();
    // The usual ones of a later version take the place of those of this one.
    if (lines.trimmed().isEmpty() || lines == usualLines())
        m_settings.remove(rulesKey());
    else
        m_settings.setValue(rulesKey(), lines);
    QDialog::accept();
}

} // namespace ui
