// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/assumptions_drawer.h"

#include "core/advice/assumptions.h"
#include "core/advice/error_band.h"
#include "core/base/text.h"
#include "core/plan/plan_memory.h"
#include "core/presets/presets.h"
#include "ui/bridge/validation_bridge.h"
#include "ui/controls/push_button.h"
#include "ui/document/document.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/kpi_strip.h"
#include "ui/panels/right_pane.h"
#include "ui/shell/main_window.h"
#include "ui/shell/validation_dialog.h"
#include "ui/words/text_of.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr double kWidth = 380;
constexpr double kIndent = 16;
constexpr double kLeastHeight = 220; // below the headline numbers

QString escaped(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())).toHtmlEscaped();
}

QString heading(const QString &words)
{
    return QStringLiteral("<h3>") + words + QStringLiteral("</h3>");
}

QString percent(double share)
{
    return decimalsText(100 * share, 1) + QChar(QChar::Nbsp) + u'%';
}

QString likenessText(const core::ErrorBand &band, const core::DeviceSpec &device)
{
    const QString kind = escaped(band.kind);
    const QString card = escaped(device.title);
    const auto runs = static_cast<qulonglong>(band.runs);
    switch (band.likeness) {
    case core::Likeness::Same:
        return AssumptionsDrawer::tr("Published runs like this one (%1) on %2: %3.")
            .arg(kind, card)
            .arg(runs);
    case core::Likeness::OtherCard:
        return AssumptionsDrawer::tr("Published runs like this one (%1) on other cards: %3; on %2 "
                                     "there is none.")
            .arg(kind, card)
            .arg(runs);
    case core::Likeness::OtherLayout:
        return AssumptionsDrawer::tr("Published runs on %2: %3; none of them is like this one "
                                     "(%1).")
            .arg(kind, card)
            .arg(runs);
    case core::Likeness::None:
        break;
    }
    return AssumptionsDrawer::tr("No published run resembles this one (%1), and none was made on "
                                 "%2.")
        .arg(kind, card);
}

QString bandText(const core::Scenario &scenario, const std::vector<core::ValidationTable> &tables)
{
    const auto band = core::errorBandOf(scenario, tables);
    if (!band)
        return AssumptionsDrawer::tr("Predicting the published runs…");
    const QStringList sentences = {
        likenessText(*band, scenario.cluster.device),
        AssumptionsDrawer::tr("Expect the step within %1 on average, within %2 at most.")
            .arg(percent(band->mean), percent(band->most)),
        band->likeness == core::Likeness::Same
            ? AssumptionsDrawer::tr("That is %1 times their error: the constants were chosen with "
                                    "these runs in sight.")
                  .arg(decimalsText(band->widened, 1))
            : AssumptionsDrawer::tr("That is %1 times the error of the runs there are: others were "
                                    "that much further off.")
                  .arg(decimalsText(band->widened, 1))};
    return sentences.join(QChar::Space);
}

QString effectList(const std::vector<core::Effect> &effects, bool on)
{
    QString html = QStringLiteral("<ul>");
    for (const core::Effect &effect : effects) {
        if (effect.on == on)
            html += QStringLiteral("<li><b>%1</b>. %2</li>")
                        .arg(escaped(effect.name), escaped(effect.words));
    }
    if (!html.endsWith(QStringLiteral("</li>")))
        return AssumptionsDrawer::tr("None of these: work and transfers take what is given for "
                                     "them, and nothing else.");
    return html + QStringLiteral("</ul>");
}

QString presetList(const core::Scenario &scenario)
{
    const std::vector<core::UnverifiedPreset> presets = core::unverifiedPresets(scenario);
    if (presets.empty())
        return AssumptionsDrawer::tr("None: model, device and links have a verified source.");
    QString html = QStringLiteral("<ul>");
    for (const core::UnverifiedPreset &preset : presets)
        html += QStringLiteral("<li><b>%1</b> %2</li>")
                    .arg(escaped(preset.title), escaped(preset.source));
    return html + QStringLiteral("</ul>");
}

QString constantTable(const core::SoftwareSpec &software)
{
    QString html = QStringLiteral("<p>%1: %2</p><table cellspacing='4'>")
                       .arg(escaped(software.title), escaped(software.source));
    for (const core::FittedConstant &constant : core::fittedConstants(software))
        html += QStringLiteral("<tr><td>%1</td><td align='right'>%2 %3</td></tr>")
                    .arg(escaped(constant.meaning), QLocale().toString(constant.value, 'g', 4),
                         escaped(constant.unit));
    return html + QStringLiteral("</table>");
}

} // namespace

AssumptionsDrawer::AssumptionsDrawer(MainWindow &window)
    : QFrame(window.centralWidget()), m_window(window), m_text(new QTextBrowser(this))
{
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true);
    setAccessibleName(tr("Assumptions"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("What the numbers rest on"));
    auto *title = new QLabel(tr("Assumptions"), this);
    auto *close = new IconButton(QStringLiteral("close"), tr("Close"), this);
    auto *top = new QHBoxLayout;
    top->addWidget(title, 1);
    top->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_text, 1);
    hide();
    const auto showLook = [this, title, close] {
        const Look &look = m_window.appearance().look();
        title->setFont(look.font(TextRole::ControlStrong));
        m_text->setFont(look.font(TextRole::Control));
        m_text->document()->setIndentWidth(look.px(kIndent)); // of its lists
        close->setLook(look);
        place();
        renew();
    };
    connect(&window.appearance(), &Appearance::lookChanged, this, showLook);
    connect(&window.document(), &Document::snapshotChanged, this, &AssumptionsDrawer::renew);
    connect(&validationOf(window), &ValidationBridge::tablesReady, this, &AssumptionsDrawer::renew);
    setFocusProxy(m_text);
    connect(close, &QAbstractButton::clicked, this, [this] { open(false); });
    window.modes().installEventFilter(this);
    connect(&window.modes(), &ModeStack::changed, this, &AssumptionsDrawer::place);
    showLook();
}

void AssumptionsDrawer::open(bool shown)
{
    if (shown == isVisible())
        return;
    if (shown)
        m_focusedBefore = m_window.focusWidget();
    setVisible(shown);
    if (shown) {
        validationOf(m_window).request();
        place();
        renew();
        raise();
        m_text->setFocus(Qt::OtherFocusReason);
    } else if (m_focusedBefore != nullptr && m_focusedBefore->isVisible()) {
        m_focusedBefore->setFocus(Qt::OtherFocusReason);
    } else {
        m_window.mode().focusMain();
    }
    Q_EMIT opened(shown);
}

QString AssumptionsDrawer::text() const
{
    return m_text->toPlainText();
}

void AssumptionsDrawer::renew()
{
    const core::SnapshotPtr &snapshot = m_window.document().snapshot();
    if (!isVisible() || !snapshot)
        return;
    const core::Scenario &scenario = snapshot->scenario;
    const std::vector<core::Effect> effects =
        core::effectsOf(scenario, core::hostMemoryOfNode(snapshot->plan, scenario).total());
    m_text->setHtml(
        heading(tr("How far off?")) + bandText(scenario, validationOf(m_window).tables()) +
        heading(tr("Modelled")) + effectList(effects, true) + heading(tr("Not modelled")) +
        effectList(effects, false) + heading(tr("Not verified")) + presetList(scenario) +
        heading(tr("Fitted constants")) + constantTable(scenario.cluster.software));
}

// Over a side pane, so that picture and numbers stay visible; nothing moves.
QWidget *AssumptionsDrawer::sidePane() const
{
    const Mode &mode = m_window.mode();
    if (auto *right = mode.findChild<RightPane *>(); right != nullptr && right->isVisible())
        return right;
    auto *left = mode.findChild<ControlPanel *>();
    return left != nullptr && left->isVisible() ? left : nullptr;
}

void AssumptionsDrawer::place()
{
    const Mode &mode = m_window.mode();
    if (const QWidget *pane = sidePane()) {
        setGeometry(QRect(pane->mapTo(m_window.centralWidget(), QPoint(0, 0)), pane->size()));
        return;
    }
    QRect area(mode.mapTo(m_window.centralWidget(), QPoint(0, 0)), mode.size());
    const Look &look = m_window.appearance().look();
    if (const auto *numbers = mode.findChild<KpiStrip *>()) { // they stay in sight
        const int below =
            numbers->mapTo(m_window.centralWidget(), QPoint(0, numbers->height())).y();
        // Not if they scroll, or if that would leave no room to read in.
        if (numbers->parentWidget() == &mode && area.bottom() - below >= look.ipx(kLeastHeight))
            area.setTop(below);
    }
    const int width = std::min(look.ipx(kWidth), area.width());
    const QRect edge(area.right() + 1 - width, area.top(), width, area.height());
    setGeometry(QStyle::visualRect(layoutDirection(), area, edge));
}

void AssumptionsDrawer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = m_window.appearance().look();
    painter.fillRect(rect(), look.theme.surface);
    const double line = look.px(look.theme.lineWidth);
    for (const double x : {0.0, width() - line})
        painter.fillRect(QRectF(x, 0, line, height()), look.theme.line);
}

bool AssumptionsDrawer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move)
        place();
    return QFrame::eventFilter(watched, event);
}

void addAssumptionActions(Actions &actions, MainWindow &window)
{
    auto *drawer = new AssumptionsDrawer(window);
    QAction *action = actions.addToggle(QStringLiteral("assumptions"),
                                        QCoreApplication::translate("Actions", "View"),
                                        QCoreApplication::translate("Actions", "Assumptions"),
                                        {Qt::Key_A}, [drawer](bool on) { drawer->open(on); });
    QObject::connect(drawer, &AssumptionsDrawer::opened, action, &QAction::setChecked);
    QObject::connect(&window.modes(), &ModeStack::assumptionsRequested, drawer,
                     [drawer] { drawer->open(!drawer->isVisible()); });
}

} // namespace ui
