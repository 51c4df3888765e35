// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/editor_mode.h"

#include "core/editor/plan_costs.h"
#include "core/io/file/files.h"
#include "core/io/schedule/schedule_json.h"
#include "core/scenario/edits.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"
#include "ui/controls/scroll_bar.h"
#include "ui/document/document.h"
#include "ui/editor/challenge_panel.h"
#include "ui/editor/comparison_view.h"
#include "ui/editor/editor_texts.h"
#include "ui/editor/editor_tools.h"
#include "ui/editor/figures_panel.h"
#include "ui/editor/grid_view.h"
#include "ui/editor/legend_strip.h"
#include "ui/editor/refusal_strip.h"
#include "ui/modes/mode_key.h"
#include "ui/paint/primitives.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/text_of.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QScrollArea>
#include <QSettings>
#include <QStyle>

namespace ui {

namespace {

// Logical pixels.
constexpr double kNarrow = 880;     // the figures give way
constexpr double kVeryNarrow = 620; // the challenges as well
constexpr double kLow = 330;        // these, title and legend leave the grid their room
constexpr double kMargin = 14;
constexpr double kFoot = 44;
constexpr double kButtonRow = 34;
constexpr std::int64_t kMostVisits = 20'000; // of an order that is edited by hand

QString solvedKey()
{
    return QStringLiteral("editor/solved");
}

} // namespace

EditorMode::EditorMode(const ModeContext &context, QWidget *parent)
    : Mode(context, parent), m_challenges(new ChallengePanel(m_session, this)),
      m_scroll(new QScrollArea(this)), m_across(new ScrollBar(Qt::Horizontal)),
      m_down(new ScrollBar(Qt::Vertical)), m_grid(new GridView(m_session)),
      m_tools(new EditorTools(m_session, this)), m_strip(new RefusalStrip(m_session, this)),
      m_comparison(new ComparisonView(m_session, this)),
      m_figures(new FiguresPanel(m_session, this)), m_legend(new LegendStrip(this)),
      m_title(new ElidedLabel(TextRole::SectionTitle, this)),
      m_foot(new ElidedLabel(TextRole::Control, this)),
      m_use(new PushButton(PushButton::Kind::Primary, {}, tr("Use in the scenario")))
{
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBar(m_across);
    m_scroll->setVerticalScrollBar(m_down);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_grid);
    m_scroll->setCornerWidget(new QWidget(m_scroll));
    m_scroll->viewport()->setAutoFillBackground(false);
    m_grid->setAutoFillBackground(false);
    m_use->setParent(this);
    connectSession();
    addKeys();
    renew();
}

void EditorMode::connectSession()
{
    connect(&m_session, &EditorSession::changed, this, &EditorMode::renew);
    connect(&m_session, &EditorSession::started, this, [this] { m_scroll->ensureVisible(0, 0); });
    connect(&m_session, &EditorSession::solved, this, [this] {
        const QString id = textOf(m_session.challenge()->id);
        if (!m_solved.contains(id))
            m_solved.append(id);
        m_challenges->setSolved(m_solved);
    });
    connect(m_challenges, &ChallengePanel::challengeChosen, this, [this](const QString &id) {
        if (const core::EditorChallenge *challenge = core::findChallenge(id.toStdString()))
            m_session.startWith(*challenge);
        m_grid->setFocus(Qt::OtherFocusReason);
    });
    connect(m_challenges, &ChallengePanel::ownChosen, this, &EditorMode::editShown);
    connect(m_challenges, &ChallengePanel::readyShown, m_grid, &GridView::setShowsReady);
    connect(m_grid, &GridView::selectionMoved, this, &EditorMode::revealSelected);
    connect(m_grid, &GridView::insertMenuRequested, m_tools, &EditorTools::showInsertMenu);
    connect(m_tools, &EditorTools::saveRequested, this, &EditorMode::askToSave);
    connect(m_use, &PushButton::clicked, this, &EditorMode::useInScenario);
    connect(m_across, &QScrollBar::valueChanged, m_grid, [this](int value) {
        m_grid->setInSight(value);
        m_comparison->setInSight(value);
    });
}

// The window's undo is that of the scenario, and is greyed meanwhile.
void EditorMode::addKeys()
{
    addModeKey(*this, Qt::CTRL | Qt::Key_Z, [this] { m_session.undo(); });
    addModeKey(*this, Qt::CTRL | Qt::SHIFT | Qt::Key_Z, [this] { m_session.redo(); });
    addModeKey(*this, Qt::CTRL | Qt::Key_Y, [this] { m_session.redo(); });
}

QStringList EditorMode::withoutActions() const
{
    return {QStringLiteral("undo"), QStringLiteral("redo")};
}

void EditorMode::editShown()
{
    const core::SnapshotPtr &snapshot = document().snapshot();
    if (!snapshot)
        return Q_EMIT complained(tr("The scenario has no schedule that could be edited yet."));
    const core::ScheduleOrder &order = snapshot->plan.order;
    const std::int64_t visits = core::visitCount(order);
    if (visits > kMostVisits)
        return Q_EMIT complained(
            tr("The schedule of this scenario has %1 visits; at most %2 can be edited by hand. "
               "Choose fewer stages or micro-batches.")
                .arg(countText(visits), countText(kMostVisits)));
    if (!core::validateOrder(order, 1).none())
        return Q_EMIT complained(tr("A schedule without backward passes cannot be edited."));
    Q_EMIT complained({});
    m_session.startWith(order, titleInLanguage(snapshot->scenario), core::costsOf(snapshot->plan));
}

void EditorMode::useInScenario()
{
    if (!m_session.isWhole())
        return;
    const core::ScheduleOrder &order = m_session.editor().order();
    core::Scenario scenario = document().scenario();
    if (scenario.model.layerCount() < order.stages)
        scenario = core::withLayers(std::move(scenario), order.stages);
    scenario = core::withOwnSchedule(std::move(scenario),
                                     {tr("Edited: %1").arg(m_session.title()).toStdString(),
                                      std::make_shared<const core::ScheduleOrder>(order)});
    if (scenario.parallel.schedule != core::kOwnSchedule)
        return Q_EMIT complained(tr("The model of the scenario cannot be cut into %1 stages: "
                                    "choose another model.")
                                     .arg(order.stages));
    document().edit(std::move(scenario), tr("edited schedule"));
    Q_EMIT modeRequested(QStringLiteral("explore"));
}

bool EditorMode::saveCsv(const QString &path)
{
    const core::Status written = core::writeFile(QFile::encodeName(path).toStdString(),
                                                 core::scheduleToCsv(m_session.editor().order()));
    Q_EMIT complained(written ? QString() : textOf(written.error().message));
    if (written)
        m_foot->setText(tr("The schedule was written to %1, one line per rank.")
                            .arg(QFileInfo(path).fileName()));
    return static_cast<bool>(written);
}

void EditorMode::askToSave()
{
    auto *dialog = new QFileDialog(this, tr("Save the schedule"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({tr("PyTorch schedules (*.csv)")});
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &EditorMode::saveCsv);
    dialog->open();
}

void EditorMode::prepareLesson(const QString &id, int visits)
{
    const core::EditorChallenge *challenge = core::findChallenge(id.toStdString());
    if (!challenge)
        return;
    m_wasAwake = true;
    m_session.startWith(*challenge);
    if (visits > 0)
        m_session.fillSome(visits);
}

void EditorMode::wake()
{
    if (!std::exchange(m_wasAwake, true) && document().snapshot())
        editShown();
    renew();
}

void EditorMode::renew()
{
    m_title->setText(m_session.title());
    m_use->setEnabled(m_session.isWhole());
    m_foot->setText(footText());
    place();
}

QString EditorMode::footText() const
{
    const core::ScheduleOrder &order = m_session.editor().order();
    const QString progress =
        (order.microBatches == 1 ? tr("%1 stages, %2 micro-batch. %3")
                                 : tr("%1 stages, %2 micro-batches. %3"))
            .arg(countText(order.stages), countText(order.microBatches), progressText(m_session));
    if (width() >= m_look.px(kNarrow))
        return progress;
    // The panel that tells it has no room.
    const core::OrderFigures &figures = m_session.figures();
    return tr("%1 slots, bound %2, %3 % idle, %4 kept. %5")
        .arg(slotsText(m_session, figures.makespan), slotsText(m_session, figures.bound))
        .arg(std::lround(100 * figures.bubble))
        .arg(figures.keptAtMost)
        .arg(progress);
}

void EditorMode::revealSelected()
{
    const QRect area = m_grid->selectedArea();
    const int left = m_look.ipx(64); // the names of the rows
    m_scroll->ensureVisible(area.left() - left, area.center().y(), 0, area.height());
    m_scroll->ensureVisible(area.right(), area.center().y(), m_look.ipx(8), area.height());
}

void EditorMode::setLook(const Look &look)
{
    m_look = look;
    m_challenges->setLook(look);
    m_across->setLook(look);
    m_down->setLook(look);
    m_grid->setLook(look);
    m_strip->setLook(look);
    m_comparison->setLook(look);
    m_figures->setLook(look);
    m_legend->setLook(look);
    m_title->setLook(look);
    m_foot->setLook(look);
    m_tools->setLook(look);
    m_use->setLook(look);
    place();
    update();
}

QList<QWidget *> EditorMode::panes() const
{
    return {m_challenges, m_grid, m_use};
}

void EditorMode::focusMain()
{
    m_grid->setFocus(Qt::OtherFocusReason);
}

Presented EditorMode::presented() const
{
    return {.title = tr("Schedule editor"), .progress = m_session.title()};
}

QString EditorMode::describe() const
{
    return m_title->text() + QLatin1Char('\n') + m_figures->describe();
}

void EditorMode::saveState(QSettings &settings) const
{
    settings.setValue(solvedKey(), m_solved);
}

void EditorMode::restoreState(const QSettings &settings)
{
    m_solved = settings.value(solvedKey()).toStringList();
    m_challenges->setSolved(m_solved);
}

void EditorMode::resizeEvent(QResizeEvent *event)
{
    Mode::resizeEvent(event);
    m_foot->setText(footText());
    place();
}

void EditorMode::place()
{
    const bool hasFigures = width() >= m_look.px(kNarrow);
    const bool isLow = height() < m_look.px(kLow);
    const bool hasChallenges = width() >= m_look.px(kVeryNarrow) && !isLow;
    const int margin = m_look.ipx(kMargin);
    const int foot = m_look.ipx(kFoot);
    const int left = hasChallenges ? m_challenges->sizeHint().width() : 0;
    const int right = hasFigures ? m_figures->sizeHint().width() + margin : 0;
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    m_challenges->setVisible(hasChallenges);
    m_title->setVisible(!isLow);
    m_legend->setVisible(!isLow);
    m_figures->setVisible(hasFigures);
    put(m_challenges, {0, 0, left, height() - foot});
    const int high = height() - foot - 2 * margin;
    const int button = m_look.ipx(kButtonRow);
    const int x = width() - right;
    put(m_figures, {x, margin, right - margin, high - button - margin});
    put(m_use, hasFigures ? QRect(x, height() - foot - margin - button, right - margin, button)
                          : QRect(width() - margin - m_use->sizeHint().width(),
                                  height() - foot + (foot - button) / 2, m_use->sizeHint().width(),
                                  button));
    put(m_foot, {left + margin, height() - foot,
                 (hasFigures ? width() : m_use->x()) - left - 2 * margin, foot});
    m_card = {left + margin, margin, width() - left - right - 2 * margin, high};
    placeCentre(m_card.adjusted(margin, margin, -margin, -margin));
    update();
}

// Title and legend; where they end.
int EditorMode::placeHead(const QRect &area)
{
    const int high = m_look.ipx(22);
    const int legend = m_legend->sizeHint().width();
    const bool isBeside = area.width() - legend > m_look.ipx(220);
    m_title->setGeometry(area.left(), area.top(),
                         area.width() - (isBeside ? legend + m_look.ipx(14) : 0), high);
    const int top = area.top() + high;
    if (isBeside) {
        m_legend->setGeometry(area.right() + 1 - legend, area.top(), legend, high);
        return top;
    }
    const int below = top + m_look.ipx(8);
    const int lines = m_legend->heightForWidth(area.width());
    m_legend->setGeometry(area.left(), below, area.width(), lines);
    return below + lines;
}

void EditorMode::placeCentre(const QRect &area)
{
    const int gap = m_look.ipx(8);
    int top = area.top();
    if (!m_title->isHidden())
        top = placeHead(area) + gap;
    const int tools = m_tools->sizeHint().height();
    m_tools->setGeometry(area.left(), top, area.width(), tools);
    top += tools + gap;
    const int rows = m_session.editor().order().ranks;
    const int least = m_look.ipx(30 + 28 * rows);
    const int refusal = m_strip->sizeHint().height();
    const int whole = area.bottom() + 1 - top;
    // Where the grid scrolls, the strip takes room only while it shows a refusal.
    const int strip = m_session.refused() || whole - refusal - gap > least ? refusal + gap : 0;
    int below = area.bottom() + 1;
    const bool compares = m_session.compared() != nullptr;
    const int comparison = m_comparison->sizeHint().height();
    // Of many ranks the comparison would hide more than it tells.
    const bool fits = whole - refusal - comparison > std::max(m_look.ipx(150), least);
    m_comparison->setVisible(compares && fits);
    if (compares && fits) {
        below -= comparison;
        m_comparison->setGeometry(area.left(), below, area.width(), comparison);
        below -= gap;
    }
    const int ideal = m_look.ipx(30) + rows * m_look.ipx(56);
    const int grid = std::max(m_look.ipx(60), std::min(below - top - strip, ideal));
    m_scroll->setGeometry(area.left(), top, area.width(), grid);
    m_grid->setRoom(m_scroll->size());
    m_strip->setGeometry(area.left(), top + grid + gap / 2, area.width(), refusal);
}

void EditorMode::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_look.theme.bg);
    drawCard(painter, QStyle::visualRect(layoutDirection(), rect(), m_card), m_look);
    const int foot = m_look.ipx(kFoot);
    painter.fillRect(QRect(0, height() - foot, width(), foot), m_look.theme.surface);
    painter.fillRect(QRectF(0, height() - foot, width(), m_look.px(m_look.theme.lineWidth)),
                     m_look.theme.line);
}

} // namespace ui
