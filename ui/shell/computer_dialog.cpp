// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/computer_dialog.h"

#include "core/base/text.h"
#include "core/live/session/calibration_file.h"
#include "ui/bridge/computer_bridge.h"
#include "ui/document/document.h"
#include "ui/shell/dialog_frame.h"
#include "ui/shell/main_window.h"
#include "ui/views/charts/speed_chart.h"
#include "ui/words/text_of.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTextDocument>
#include <QVBoxLayout>

namespace ui {

namespace {

QString factsText(const core::live::ComputerCurve &curve)
{
    QString text = ComputerDialog::tr("<p>Measured on one thread; training runs are predicted "
                                      "from it.</p><table cellspacing=4>");
    const auto row = [&text](const QString &name, const QString &value) {
        text += QStringLiteral("<tr><td>") + name.toHtmlEscaped() +
                QStringLiteral("&nbsp;&nbsp;</td><td>") + value.toHtmlEscaped() +
                QStringLiteral("</td></tr>");
    };
    for (const core::live::ComputerFact &fact : computerFacts(curve))
        row(textOf(fact.name), textOf(fact.value));
    if (!curve.products.empty())
        row(ComputerDialog::tr("curve"), ComputerDialog::tr("%1 off on average of %2 products")
                                             .arg(textOf(core::figureOfShare(curve.error)))
                                             .arg(curve.products.size()));
    return text + QStringLiteral("</table>");
}

} // namespace

ComputerDialog::ComputerDialog(QWidget *parent)
    : QDialog(parent), m_bridge(new ComputerBridge(this)), m_facts(new QLabel(this)),
      m_bar(new QProgressBar(this)), m_chart(new SpeedChart(this))
{
    setWindowTitle(tr("This computer"));
    setWhatsThis(tr("How fast this computer multiplies matrices, copies and hands over, which the "
                    "prediction of a training run is made from."));
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Measuring this computer"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_again = buttons->addButton(tr("Measure again"), QDialogButtonBox::ActionRole);
    m_again->setToolTip(tr("About a second. Best while the computer does nothing else."));
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    copy->setAutoDefault(false);
    m_again->setAutoDefault(false);
    auto *layout = new QVBoxLayout;
    layout->addWidget(m_facts);
    layout->addWidget(m_bar);
    layout->addWidget(m_chart, 1);
    frameDialog(*this, layout, {buttons});
    connect(m_again, &QPushButton::clicked, this, &ComputerDialog::measureAnew);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(facts()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_bridge, &ComputerBridge::measured, this, &ComputerDialog::show);
    showProgress(tr("Measuring this computer, about a second…"));
    m_bridge->request(ComputerBridge::Ask::Kept);
}

void ComputerDialog::showProgress(const QString &text)
{
    m_facts->setText(text);
    m_bar->show();
    m_again->setEnabled(false);
}

void ComputerDialog::measureAnew()
{
    showProgress(tr("Measuring this computer, about a second…"));
    m_bridge->request(ComputerBridge::Ask::Anew);
}

void ComputerDialog::show(const core::live::ComputerCurve &curve)
{
    m_bar->hide();
    m_again->setEnabled(true);
    m_facts->setText(factsText(curve));
    m_chart->setCurve(curve);
    Q_EMIT measured();
}

void ComputerDialog::setLook(const Look &look)
{
    setFont(look.font(TextRole::Control));
    m_chart->setLook(look);
}

QString ComputerDialog::facts() const
{
    QTextDocument document;
    document.setHtml(m_facts->text());
    return document.toPlainText();
}

void showComputerDialog(MainWindow &window)
{
    auto *dialog = new ComputerDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ComputerDialog::measured, &window.document(),
                     &Document::knowThisComputer);
    const Look &look = window.appearance().look();
    dialog->setLook(look);
    fitToScreen(*dialog, {look.ipx(620), look.ipx(560)});
    dialog->open();
}

} // namespace ui
