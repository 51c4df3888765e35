// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cost_dialog.h"

#include "ui/document/document.h"
#include "ui/shell/dialog_frame.h"
#include "ui/shell/main_window.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/text_of.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <initializer_list>
#include <utility>

namespace ui {

namespace {

constexpr double kBillion = 1e9;
constexpr int kDecimals = 2; // of billions
constexpr int kOfTokens = 0; // rows of the unit
constexpr int kOfSteps = 1;

QString key(const char *name)
{
    return QStringLiteral("cost/") + QLatin1String(name);
}

struct Numbers
{
    double least = 0;
    double most = 0;
    int decimals = 0;
    double value = 0;
};

QDoubleSpinBox *spin(const Numbers &numbers, const QString &suffix, QWidget *parent)
{
    auto *box = new QDoubleSpinBox(parent);
    box->setDecimals(numbers.decimals);
    box->setRange(numbers.least, numbers.most);
    box->setValue(numbers.value);
    box->setSuffix(suffix);
    box->setGroupSeparatorShown(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    return box;
}

// Side by side, as wide as they need.
QHBoxLayout *inOneRow(std::initializer_list<QWidget *> fields)
{
    auto *row = new QHBoxLayout;
    for (QWidget *field : fields)
        row->addWidget(field, 1);
    return row;
}

QFormLayout *formOf(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    return form;
}

QString tableOf(const QList<CostRow> &rows)
{
    QString text = QStringLiteral("<table cellspacing=4>");
    for (const CostRow &row : rows)
        text += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(row.name.toHtmlEscaped(), row.value.toHtmlEscaped());
    return text + QStringLiteral("</table>");
}

} // namespace

CostDialog::CostDialog(QSettings &settings, QWidget *parent)
    : QDialog(parent), m_settings(settings), m_answer(new QLabel(this)), m_source(new QLabel(this))
{
    setWindowTitle(tr("Cost of a run"));
    setWhatsThis(tr("How long a whole training run takes, and what it costs, from the time of this "
                    "step. Prices, power and failures are assumptions: change them."));
    auto *layout = new QVBoxLayout;
    QFormLayout *form = formOf(nullptr);
    addLength(*form);
    addPrices(*form);
    layout->addLayout(form);
    m_failures = new QGroupBox(tr("GPUs fail"), this);
    m_failures->setCheckable(true);
    m_failures->setChecked(false);
    addFailures(*formOf(m_failures));
    layout->addWidget(m_failures);
    for (QLabel *label : {m_answer, m_source}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        layout->addWidget(label);
    }
    m_answer->setAccessibleName(tr("Cost of the run"));
    m_source->setTextFormat(Qt::PlainText);
    layout->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copyButton = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copyButton->setAutoDefault(false);
    connect(copyButton, &QPushButton::clicked, this, &CostDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    frameDialog(*this, layout, {buttons});
    restore();
    for (QDoubleSpinBox *box : findChildren<QDoubleSpinBox *>())
        connect(box, &QDoubleSpinBox::valueChanged, this, &CostDialog::refresh);
    connect(m_stepsBetween, &QSpinBox::valueChanged, this, &CostDialog::refresh);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &CostDialog::showUnit);
    connect(m_failures, &QGroupBox::toggled, this, &CostDialog::refresh);
}

void CostDialog::addLength(QFormLayout &form)
{
    // As many tokens as Llama 2 was trained on.
    m_length = spin({.least = 0.01, .most = 1e9, .decimals = kDecimals, .value = 2000}, {}, this);
    m_unit = new QComboBox(this);
    m_unit->addItems({tr("billion tokens"), tr("steps")});
    m_length->setAccessibleName(tr("Length"));
    m_unit->setAccessibleName(tr("Unit of the length"));
    form.addRow(tr("Length"), inOneRow({m_length, m_unit}));
}

void CostDialog::addPrices(QFormLayout &form)
{
    m_price = spin({.most = 1e4, .decimals = 2}, tr(" $ an hour"), this);
    m_watts = spin({.most = 1e5, .decimals = 0}, tr(" W"), this);
    m_powerUsage = spin({.least = 1, .most = 10, .decimals = 2}, {}, this);
    m_powerUsage->setValue(core::CampaignAssumptions{}.powerUsage);
    m_powerUsage->setToolTip(tr("Energy of the whole site over that of its GPUs (PUE)"));
    m_price->setAccessibleName(tr("Price of a GPU"));
    m_watts->setAccessibleName(tr("Power of a GPU"));
    form.addRow(tr("Price and power of a GPU"), inOneRow({m_price, m_watts}));
    form.addRow(tr("Power usage effectiveness"), m_powerUsage);
}

void CostDialog::addFailures(QFormLayout &form)
{
    const core::FailureAssumptions usual;
    m_deviceHours = spin({.least = 1, .most = 1e9, .value = usual.deviceHours}, tr(" h"), this);
    m_deviceHours->setToolTip(tr("As measured by Llama 3: 419 interruptions in 54 days on 16,384 "
                                 "GPUs (arXiv:2407.21783, section 3.3.4)"));
    m_checkpoint =
        spin({.most = 1e5, .decimals = 1, .value = usual.checkpointSeconds}, tr(" s"), this);
    m_checkpoint->setToolTip(tr("For which training stands still while a checkpoint is written"));
    m_restart = spin({.most = 1e6, .value = usual.restartSeconds}, tr(" s"), this);
    m_restart->setToolTip(tr("From a failure until it trains again"));
    m_stepsBetween = new QSpinBox(this);
    m_stepsBetween->setRange(0, 1'000'000);
    m_stepsBetween->setSpecialValueText(tr("the best number of steps"));
    m_stepsBetween->setSuffix(tr(" steps"));
    m_stepsBetween->setGroupSeparatorShown(true);
    form.addRow(tr("Between two failures of one GPU"), m_deviceHours);
    form.addRow(tr("Writing a checkpoint takes"), m_checkpoint);
    form.addRow(tr("Time of a restart"), m_restart);
    form.addRow(tr("A checkpoint every"), m_stepsBetween);
}

// Steps are whole.
void CostDialog::showUnit()
{
    m_length->setDecimals(m_unit->currentIndex() == kOfSteps ? 0 : kDecimals);
    refresh();
}

// Every number by a name of its own; price and power by that of the device. Only what was entered
// is kept: a preset that gets a better number shows it where none was.
void CostDialog::restore()
{
    const auto take = [this](const char *name, QDoubleSpinBox *box) {
        m_usual[key(name)] = box->value();
        box->setValue(m_settings.value(key(name), box->value()).toDouble());
    };
    take("length", m_length);
    take("power-usage", m_powerUsage);
    take("device-hours", m_deviceHours);
    take("checkpoint", m_checkpoint);
    take("restart", m_restart);
    m_stepsBetween->setValue(m_settings.value(key("steps-between"), 0).toInt());
    m_unit->setCurrentIndex(m_settings.value(key("in-steps"), false).toBool() ? kOfSteps
                                                                              : kOfTokens);
    m_failures->setChecked(m_settings.value(key("failures"), false).toBool());
    showUnit();
}

void CostDialog::keep()
{
    const auto keepNumber = [this](const QString &name, double value) {
        const auto usual = m_usual.find(name);
        if (usual != m_usual.end() && usual->second == value)
            m_settings.remove(name);
        else
            m_settings.setValue(name, value);
    };
    keepNumber(key("length"), m_length->value());
    keepNumber(key("power-usage"), m_powerUsage->value());
    keepNumber(key("device-hours"), m_deviceHours->value());
    keepNumber(key("checkpoint"), m_checkpoint->value());
    keepNumber(key("restart"), m_restart->value());
    keepNumber(key("price/") + m_device, m_price->value());
    keepNumber(key("watts/") + m_device, m_watts->value());
    m_settings.setValue(key("steps-between"), m_stepsBetween->value());
    m_settings.setValue(key("in-steps"), m_unit->currentIndex() == kOfSteps);
    m_settings.setValue(key("failures"), m_failures->isChecked());
}

// Another device has another price.
void CostDialog::takeDevice()
{
    const core::Scenario &scenario = m_snapshot->scenario;
    const QString device = textOf(scenario.cluster.device.id);
    m_source->setText(costSource(scenario));
    m_source->setVisible(!m_source->text().isEmpty());
    if (device == m_device)
        return;
    m_device = device;
    const core::CampaignAssumptions usual = core::usualAssumptions(scenario);
    const QSignalBlocker price(m_price);
    const QSignalBlocker watts(m_watts);
    const auto take = [this](const QString &name, QDoubleSpinBox *box, double value) {
        box->setValue(value);
        m_usual[name] = box->value(); // as it is rounded
        box->setValue(m_settings.value(name, value).toDouble());
    };
    take(key("price/") + device, m_price, usual.dollarsPerHour);
    take(key("watts/") + device, m_watts, usual.watts);
}

void CostDialog::setSnapshot(core::SnapshotPtr snapshot)
{
    m_snapshot = std::move(snapshot);
    if (m_snapshot) {
        takeDevice();
        const bool tokens = m_snapshot->scenario.training.sequence > 1;
        m_unit->setItemText(kOfTokens, tokens ? tr("billion tokens") : tr("billion samples"));
    }
    refresh();
}

core::CampaignAssumptions CostDialog::assumptions() const
{
    core::CampaignAssumptions asked;
    asked.steps = m_unit->currentIndex() == kOfSteps
                      ? m_length->value()
                      : core::stepsForTokens(m_snapshot->scenario, m_length->value() * kBillion);
    asked.dollarsPerHour = m_price->value();
    asked.watts = m_watts->value();
    asked.powerUsage = m_powerUsage->value();
    if (m_failures->isChecked())
        asked.failures = {.deviceHours = m_deviceHours->value(),
                          .checkpointSeconds = m_checkpoint->value(),
                          .restartSeconds = m_restart->value(),
                          .stepsBetween = m_stepsBetween->value()};
    return asked;
}

void CostDialog::refresh()
{
    m_rows.clear();
    m_problem = tr("There is no step yet.");
    if (m_snapshot) {
        keep();
        const core::CampaignAssumptions asked = assumptions();
        const core::Result<core::CampaignCost> cost = core::campaignCost(*m_snapshot, asked);
        m_problem = cost ? QString() : textOf(cost.error().message);
        if (cost)
            m_rows = costRows(*m_snapshot, asked, cost.value());
    }
    m_answer->setText(m_rows.isEmpty() ? m_problem.toHtmlEscaped() : tableOf(m_rows));
}

void CostDialog::copy() const
{
    QString text =
        m_snapshot ? titleInLanguage(m_snapshot->scenario) + QLatin1Char('\n') : QString();
    for (const CostRow &row : m_rows)
        text += row.name + QLatin1Char('\t') + row.value + QLatin1Char('\n');
    QGuiApplication::clipboard()->setText(text + m_problem);
}

void showCostDialog(MainWindow &window)
{
    auto *dialog = window.findChild<CostDialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (dialog == nullptr) {
        dialog = new CostDialog(window.settings(), &window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        Document &document = window.document();
        dialog->setFont(window.appearance().look().font(TextRole::Control));
        dialog->setSnapshot(document.snapshot());
        QObject::connect(&document, &Document::snapshotChanged, dialog,
                         [dialog, &document] { dialog->setSnapshot(document.snapshot()); });
    }
    const Look &look = window.appearance().look();
    fitToScreen(*dialog, {look.ipx(600), look.ipx(740)});
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace ui
