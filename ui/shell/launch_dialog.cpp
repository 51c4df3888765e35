// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/launch_dialog.h"

#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "ui/shell/dialog_frame.h"

#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr int kLetters = 60; // of the usual width: about
constexpr int kLines = 10;

using About = core::LaunchQuestion::About;

QString labelOf(const core::LaunchQuestion &question)
{
    switch (question.about) {
    case About::Devices:
        return LaunchDialog::tr("Devices, all nodes together");
    case About::Vocabulary:
        return LaunchDialog::tr("Vocabulary, rows of the embedding");
    case About::Model:
        return LaunchDialog::tr("Model");
    case About::Variable:
        break;
    }
    return QString::fromStdString(question.name);
}

QStringList modelIds()
{
    QStringList ids;
    for (const core::ModelSpec &model : core::modelPresets())
        ids.append(QString::fromStdString(model.id));
    return ids;
}

std::int64_t mostOf(About about)
{
    return about == About::Devices ? core::kMaxDevices : core::kMaxModelSize;
}

bool isAnswered(const core::LaunchQuestion &question, const QString &text)
{
    if (question.about == About::Variable)
        return !text.isEmpty();
    if (question.about == About::Model)
        return core::findModel(text.toStdString()) != nullptr;
    bool isNumber = false;
    const qlonglong number = text.toLongLong(&isNumber);
    return isNumber && number >= 1 && number <= mostOf(question.about);
}

} // namespace

LaunchDialog::LaunchDialog(const QString &name, const std::vector<core::LaunchQuestion> &questions,
                           core::LaunchAnswers known, QWidget *parent)
    : QDialog(parent), m_questions(questions), m_known(std::move(known))
{
    setWindowTitle(tr("Start of %1").arg(name));
    auto *intro = new QLabel(
        tr("%1 leaves this to whoever starts it. Nothing of it is run.").arg(name), this);
    intro->setWordWrap(true);
    auto *form = new QFormLayout;
    for (const core::LaunchQuestion &question : m_questions) {
        auto *field = new QLineEdit(this);
        field->setAccessibleName(labelOf(question));
        if (question.about == About::Model) {
            field->setCompleter(new QCompleter(modelIds(), field));
            field->setPlaceholderText(QStringLiteral("llama-3-8b"));
        }
        connect(field, &QLineEdit::textChanged, this, &LaunchDialog::check);
        form->addRow(labelOf(question), field);
        m_fields.append(field);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this);
    m_okay = buttons->button(QDialogButtonBox::Open);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout;
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addStretch();
    frameDialog(*this, layout, {buttons});
    const QFontMetrics font = fontMetrics();
    fitToScreen(*this, {kLetters * font.averageCharWidth(), kLines * font.lineSpacing()});
    check();
}

void LaunchDialog::open(const QString &name, const std::vector<core::LaunchQuestion> &questions,
                        const core::LaunchAnswers &known, const Then &then, QWidget *parent)
{
    auto *dialog = new LaunchDialog(name, questions, known, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, dialog, [dialog, then] { then(dialog->answers()); });
    dialog->QDialog::open();
}

core::LaunchAnswers LaunchDialog::answers() const
{
    core::LaunchAnswers answers = m_known;
    for (std::size_t i = 0; i < m_questions.size(); ++i) {
        const QString text = m_fields[static_cast<qsizetype>(i)]->text().trimmed();
        switch (m_questions[i].about) {
        case About::Devices:
            answers.devices = text.toLongLong();
            break;
        case About::Vocabulary:
            answers.vocab = text.toLongLong();
            break;
        case About::Model:
            if (const core::ModelSpec *model = core::findModel(text.toStdString()))
                answers.model = *model;
            break;
        case About::Variable:
            answers.environment[m_questions[i].name] = text.toStdString();
            break;
        }
    }
    return answers;
}

void LaunchDialog::check()
{
    bool all = true;
    for (std::size_t i = 0; i < m_questions.size(); ++i) {
        const QString text = m_fields[static_cast<qsizetype>(i)]->text().trimmed();
        all = all && isAnswered(m_questions[i], text);
    }
    m_okay->setEnabled(all);
}

} // namespace ui
