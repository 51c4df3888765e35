// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/sweep_values.h"

#include "core/campaign/campaign.h"
#include "core/io/scenario/setting_titles.h"
#include "ui/words/text_of.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

QString joined(const std::vector<std::string> &values)
{
    QStringList texts;
    for (const std::string &value : values)
        texts.append(textOf(value));
    return texts.join(u',');
}

QString rateText(const std::optional<double> &rate)
{
    return rate ? textOf(core::plainNumber(*rate)) : QString();
}

} // namespace

SweepValues::SweepValues(const SweepChoice &choice, const core::Scenario &scenario, QWidget *parent)
    : QDialog(parent), m_scenario(scenario), m_choice(choice)
{
    setWindowTitle(tr("Values and prices"));
    auto *layout = new QVBoxLayout(this);
    auto *form = new QFormLayout;
    layout->addLayout(form);
    for (const auto &[path, place] :
         {std::pair(choice.x, SweptAs::Columns), std::pair(choice.series, SweptAs::Series)}) {
        if (path.empty())
            continue;
        const auto own = choice.values.find(path);
        const QString usual = joined(usualValues(path, scenario, place).values);
        m_values.push_back(
            {path, place,
             addField(*form, textOf(core::settingTitle(path)), usual,
                      own == choice.values.end() ? QString() : textOf(own->second))});
    }
    const core::CampaignAssumptions usual = core::usualAssumptions(scenario);
    m_price = addField(*form, tr("A GPU costs, $ an hour"),
                       textOf(core::plainNumber(usual.dollarsPerHour)),
                       rateText(choice.rates.dollarsPerHour));
    m_watts = addField(*form, tr("A GPU draws, W"), textOf(core::plainNumber(usual.watts)),
                       rateText(choice.rates.watts));
    auto *help = new QLabel(tr("1..1024x2 doubles, 1..8 counts, 1,2,4 lists. An empty field: the "
                               "usual values."),
                            this);
    m_problem = new QLabel(this);
    for (QLabel *label : {help, m_problem}) {
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_problem->setAccessibleName(tr("What is wrong"));
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT entered(m_choice);
        accept();
    });
    read();
}

QLineEdit *SweepValues::addField(QFormLayout &form, const QString &label, const QString &usual,
                                 const QString &text)
{
    auto *field = new QLineEdit(text, this);
    field->setPlaceholderText(usual);
    field->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
    form.addRow(label, field);
    connect(field, &QLineEdit::textChanged, this, &SweepValues::read);
    return field;
}

QString SweepValues::problem() const
{
    return m_problem->text();
}

void SweepValues::readValues(const Values &values, QString &problem)
{
    const std::string text = values.field->text().trimmed().toStdString();
    m_choice.values.erase(values.path);
    if (text.empty())
        return;
    m_choice.values[values.path] = text;
    const core::Result<core::SweepAxis> axis =
        axisOf(m_choice, values.path, m_scenario, values.place);
    if (!axis && problem.isEmpty())
        problem = textOf(axis.error().message);
}

void SweepValues::readRate(QLineEdit &field, std::optional<double> &rate, QString &problem)
{
    const QString text = field.text().trimmed();
    rate.reset();
    if (text.isEmpty())
        return;
    bool isNumber = false;
    double value = QLocale::c().toDouble(text, &isNumber);
    if (!isNumber)
        value = QLocale().toDouble(text, &isNumber);
    if (!isNumber || !(value > 0 && value <= core::kHighestRate)) {
        if (problem.isEmpty())
            problem = tr("%1 is no number above 0, up to %2.")
                          .arg(text, textOf(core::figureOfNumber(core::kHighestRate)));
        return;
    }
    rate = value;
}

void SweepValues::read()
{
    QString problem;
    for (const Values &values : m_values)
        readValues(values, problem);
    readRate(*m_price, m_choice.rates.dollarsPerHour, problem);
    readRate(*m_watts, m_choice.rates.watts, problem);
    if (problem.isEmpty())
        problem = textOf(problemWith(m_choice, m_scenario));
    m_problem->setText(problem);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

} // namespace ui
