// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/challenge_panel.h"

#include "ui/controls/check_box.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/column.h"
#include "ui/controls/push_button.h"
#include "ui/controls/scroll_bar.h"
#include "ui/controls/text_block.h"
#include "ui/editor/challenge_row.h"
#include "ui/editor/editor_texts.h"
#include "ui/words/text_of.h"

#include <QPainter>
#include <QScrollArea>
#include <QStyle>

namespace ui {

namespace {

constexpr double kWidth = 256; // logical pixels
constexpr double kMargin = 14;

QString titleOf(const core::EditorChallenge &challenge)
{
    return textOf(core::phrase(challenge.title));
}

} // namespace

ChallengePanel::ChallengePanel(EditorSession &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_scroll(new QScrollArea(this)),
      m_bar(new ScrollBar(Qt::Vertical)), m_column(new Column),
      m_title(new TextBlock(TextRole::SectionTitle)),
      m_count(new TextBlock(TextRole::Caption, TextBlock::Tone::Quiet)),
      m_own(new PushButton(PushButton::Kind::Outline, {}, tr("My schedule"))),
      m_task(new TextBlock(TextRole::Control)),
      m_state(new TextBlock(TextRole::Caption, TextBlock::Tone::Accent)),
      m_compareTitle(new TextBlock(TextRole::Control, TextBlock::Tone::Quiet)),
      m_compare(new ChoiceBox(tr("Compare with"))), m_ready(new CheckBox(tr("Show what is ready"))),
      m_priced(new CheckBox(tr("Times of the scenario"))),
      m_hintText(new TextBlock(TextRole::Caption)),
      m_hint(new PushButton(PushButton::Kind::Outline, QStringLiteral("lightbulb"), tr("Hint"))),
      m_again(
          new PushButton(PushButton::Kind::Outline, QStringLiteral("restart"), tr("Start again")))
{
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setVerticalScrollBar(m_bar);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_own->setToolTip(tr("Edit the schedule of the scenario that is open"));
    m_ready->setChecked(true);
    m_priced->setToolTip(tr("A slot is then the mean forward of a stage, and stages and hops take "
                            "what the scenario charges for them"));
    addRows();
    connect(m_own, &PushButton::clicked, this, &ChallengePanel::ownChosen);
    connect(m_compare, &ChoiceBox::chosen, &session, &EditorSession::compareWith);
    connect(m_ready, &CheckBox::toggled, this, &ChallengePanel::readyShown);
    connect(m_priced, &CheckBox::clicked, &session, &EditorSession::setPriced);
    connect(m_again, &PushButton::clicked, &session, &EditorSession::startAgain);
    connect(m_hint, &PushButton::clicked, this, [this] {
        m_hints = !m_hints;
        renew();
    });
    connect(&session, &EditorSession::started, this, [this] {
        m_hints = false;
        renewComparison();
    });
    connect(&session, &EditorSession::changed, this, &ChallengePanel::renew);
    renewComparison();
    renew();
}

void ChallengePanel::addRows()
{
    m_column->setMargins(kMargin, 16, kMargin - 8, 12);
    m_column->add(m_title, 0);
    m_column->add(m_count, 2);
    int number = 0;
    for (const core::EditorChallenge &challenge : core::challenges()) {
        auto *row = new ChallengeRow(++number, titleOf(challenge));
        const QString id = textOf(challenge.id);
        connect(row, &ChallengeRow::clicked, this, [this, id] { Q_EMIT challengeChosen(id); });
        m_rows.push_back(row);
        m_column->add(row, number == 1 ? 8 : 0);
    }
    m_column->add(m_own, 8);
    m_column->add(m_task, 12);
    m_column->add(m_state, 8);
    m_column->add(m_compareTitle, 12);
    m_column->add(m_compare, 4);
    m_column->add(m_ready, 8);
    m_column->add(m_priced, 6);
    m_column->add(m_hintText, 10);
    m_scroll->setWidget(m_column);
    m_column->setAutoFillBackground(false);
    m_hint->setParent(this);
    m_again->setParent(this);
    m_title->say(tr("Challenges"));
    m_compareTitle->say(tr("Compare with"));
}

void ChallengePanel::setLook(const Look &look)
{
    m_look = look;
    m_bar->setLook(look);
    for (TextBlock *block : {m_title, m_count, m_task, m_state, m_compareTitle, m_hintText})
        block->setLook(look);
    for (PushButton *button : {m_own, m_hint, m_again})
        button->setLook(look);
    for (ChallengeRow *row : m_rows)
        row->setLook(look);
    m_compare->setLook(look);
    m_ready->setLook(look);
    m_priced->setLook(look);
    m_column->setLook(look);
    updateGeometry();
    place();
    update();
}

void ChallengePanel::setSolved(const QStringList &ids)
{
    m_solved = ids;
    renew();
}

void ChallengePanel::renewComparison()
{
    QList<ChoiceBox::Item> items;
    for (const core::NamedOrder &each : m_session.named())
        items.append({textOf(each.id), textOf(each.title), {}, {}});
    m_compare->setItems(items);
    const core::NamedOrder *compared = m_session.compared();
    m_compare->setCurrentId(compared ? textOf(compared->id) : QString(),
                            compared ? QString() : tr("nothing"));
    m_compare->setEnabled(!items.isEmpty());
}

void ChallengePanel::renew()
{
    const core::EditorChallenge *challenge = m_session.challenge();
    int solved = 0;
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        const core::EditorChallenge &each = core::challenges()[at];
        const bool isSolved = m_solved.contains(textOf(each.id));
        solved += isSolved;
        m_rows[at]->setSolved(isSolved);
        m_rows[at]->setCurrent(challenge == &each);
    }
    m_count->say(tr("%1 of %2 solved").arg(solved).arg(m_rows.size()));
    m_hint->setVisible(challenge != nullptr);
    m_priced->setVisible(m_session.canBePriced());
    m_priced->setChecked(m_session.isPriced());
    place();
    m_hintText->say(challenge && m_hints ? textOf(core::phrase(challenge->hint)) : QString());
    if (!challenge) {
        m_task->say(tr("Your schedule: drag its passes, and use it in the scenario when it is "
                       "complete."));
        m_state->say({});
        return;
    }
    const core::ChallengeState state = m_session.challengeState();
    m_task->say(textOf(core::taskOf(*challenge)));
    m_state->say(state.isBest ? tr("Solved, and nobody can do better: %1 slots is the best of "
                                   "all orders.")
                                    .arg(challenge->best)
                 : state.isSolved
                     ? tr("Solved. The best of all orders takes %1 slots.").arg(challenge->best)
                     : textOf(state.open));
}

QSize ChallengePanel::sizeHint() const
{
    return {m_look.ipx(kWidth), m_look.ipx(560)};
}

void ChallengePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

// The list scrolls; the two buttons stay below it, side by side where there is room.
void ChallengePanel::place()
{
    const int margin = m_look.ipx(kMargin);
    const int gap = m_look.ipx(8);
    const int high = m_again->sizeHint().height();
    const int room = width() - 2 * margin;
    const int top = height() - margin - high;
    const bool hints = m_session.challenge() != nullptr;
    const int hint = hints ? m_hint->sizeHint().width() : 0;
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    put(m_hint, {margin, top, hint, high});
    const int left = hints ? margin + hint + gap : margin;
    put(m_again, {left, top, margin + room - left, high});
    put(m_scroll, {0, 0, width() - m_look.ipx(1), top - gap});
}

void ChallengePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
    const double line = m_look.px(m_look.theme.lineWidth);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(QRectF(reversed ? 0 : width() - line, 0, line, height()), m_look.theme.line);
}

} // namespace ui
