// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_session.h"

#include "ui/words/text_of.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ui {

namespace {

const std::vector<core::Action> &listOf(const core::ScheduleOrder &order, int rank)
{
    return order.actions[static_cast<std::size_t>(rank)];
}

} // namespace

EditorSession::EditorSession(QObject *parent) : QObject(parent)
{
    startWith(core::challenges().front());
}

void EditorSession::startWith(core::ScheduleOrder order, const QString &title,
                              std::optional<core::UnitCosts> prices)
{
    m_challenge = nullptr;
    m_costs = {};
    m_prices = std::move(prices);
    m_title = title;
    m_compared = QStringLiteral("1f1b");
    start(core::forEditing(std::move(order)));
}

void EditorSession::startWith(const core::EditorChallenge &challenge)
{
    m_challenge = &challenge;
    m_title = textOf(core::phrase(challenge.title));
    m_compared = textOf(challenge.compareWith);
    m_costs = core::costsOf(challenge);
    m_prices.reset();
    start(core::startOf(challenge));
}

void EditorSession::startAgain()
{
    start(m_begun);
}

const core::UnitCosts &EditorSession::costs() const
{
    return isPriced() ? *m_prices : m_costs;
}

void EditorSession::setPriced(bool priced)
{
    m_isPriced = priced;
    core::GridCosts ticks = core::gridCosts(m_editor->order(), costs()).value();
    m_named = core::namedOrders(m_editor->order(), costs(), ticks);
    m_editor->setCosts(std::move(ticks));
    m_refused.reset();
    renew();
    Q_EMIT changed();
}

// Costs of one number for all stages, of a challenge or a plan for its own: they always fit.
void EditorSession::start(core::ScheduleOrder order)
{
    m_begun = order;
    core::GridCosts ticks = core::gridCosts(order, costs()).value();
    m_named = core::namedOrders(order, costs(), ticks);
    m_editor = std::make_unique<core::OrderEditor>(std::move(order), std::move(ticks));
    m_selected = {};
    m_refused.reset();
    m_wasSolved = false;
    renew();
    Q_EMIT started();
    Q_EMIT changed();
}

core::ReadyRequest EditorSession::request() const
{
    core::ReadyRequest request{.form = core::formOf(m_editor->order())};
    if (m_challenge) {
        request.mostKept = m_challenge->mostKept;
        if (m_challenge->form == core::BackwardForm::Split)
            request.form = core::BackwardForm::Split;
    }
    return request;
}

void EditorSession::renew()
{
    const core::ReadyRequest wanted = request();
    m_figures = core::figuresOf(*m_editor, wanted);
    m_ready = core::readyVisits(m_editor->order(), m_editor->grid(), m_editor->costs(), wanted);
    m_isWhole = m_editor->isWhole();
    keepSelectionInside();
}

core::ChallengeState EditorSession::challengeState() const
{
    if (!m_challenge)
        return {};
    return core::stateOf(*m_challenge, m_editor->order(), m_editor->grid());
}

const core::NamedOrder *EditorSession::compared() const
{
    return core::findNamed(m_compared.toStdString(), m_named);
}

const core::NamedOrder *EditorSession::recognised() const
{
    return core::named(m_editor->order(), m_named);
}

std::int64_t EditorSession::ticksShown() const
{
    std::int64_t shown = m_editor->grid().makespan;
    if (const core::NamedOrder *other = compared())
        shown = std::max(shown, other->grid.makespan);
    for (const core::ReadyVisit &visit : m_ready) // two may stand behind each other
        shown = std::max(shown, visit.end + (visit.end - visit.start));
    return shown;
}

void EditorSession::compareWith(const QString &id)
{
    m_compared = id;
    Q_EMIT changed();
}

const core::Action *EditorSession::selectedVisit() const
{
    const std::vector<core::Action> &actions = listOf(m_editor->order(), m_selected.rank);
    return m_selected.index < actions.size() ? &actions[m_selected.index] : nullptr;
}

void EditorSession::select(core::VisitPlace place)
{
    m_selected = place;
    keepSelectionInside();
    m_refused.reset();
    Q_EMIT changed();
}

void EditorSession::keepSelectionInside()
{
    const core::ScheduleOrder &order = m_editor->order();
    m_selected.rank = std::clamp(m_selected.rank, 0, order.ranks - 1);
    m_selected.index = std::min(m_selected.index, listOf(order, m_selected.rank).size());
}

std::int64_t EditorSession::startOf(core::VisitPlace place) const
{
    const auto &visits = m_editor->grid().visits[static_cast<std::size_t>(place.rank)];
    if (place.index < visits.size())
        return visits[place.index].start;
    return visits.empty() ? 0 : visits.back().end;
}

void EditorSession::edit(core::OrderEdit edit, const core::Action &action, std::int64_t start)
{
    const int rank = edit.focus.rank;
    const core::VisitPlace focus = edit.focus;
    if (edit.changesNothing())
        return select(focus);
    const std::optional<core::OrderError> refusal = m_editor->edit(std::move(edit));
    if (refusal) {
        m_refused = RefusedEdit{*refusal, action, rank, start};
        Q_EMIT changed();
        return;
    }
    m_refused.reset();
    m_selected = focus;
    renew();
    Q_EMIT changed();
    const bool isSolved = challengeState().isSolved;
    if (isSolved && !std::exchange(m_wasSolved, isSolved))
        Q_EMIT solved();
}

void EditorSession::refuse(const core::Error &error)
{
    core::OrderError told;
    told.rank = m_selected.rank;
    told.message = error.message;
    m_refused = RefusedEdit{told, *selectedVisit(), m_selected.rank, startOf(m_selected)};
    Q_EMIT changed();
}

void EditorSession::move(core::VisitPlace from, std::size_t to)
{
    const core::Action action = listOf(m_editor->order(), from.rank)[from.index];
    edit(core::moveVisit(m_editor->order(), from, to), action, startOf({from.rank, to}));
}

void EditorSession::place(const core::ReadyVisit &visit)
{
    edit(core::insertVisit(m_editor->order(), visit.before, visit.action), visit.action,
         visit.start);
}

void EditorSession::insert(core::VisitPlace before, const core::Action &action)
{
    edit(core::insertVisit(m_editor->order(), before, action), action, startOf(before));
}

void EditorSession::remove(Takes takes)
{
    const core::Action *visit = selectedVisit();
    if (!visit)
        return;
    const core::Action action = *visit;
    const std::int64_t start = startOf(m_selected);
    edit(takes == Takes::Alone ? core::removeVisit(m_editor->order(), m_selected)
                               : core::removeWithFollowers(m_editor->order(), m_selected),
         action, start);
}

void EditorSession::splitOrJoin()
{
    const core::Action *visit = selectedVisit();
    if (!visit)
        return;
    const core::Action action = *visit;
    core::Result<core::OrderEdit> changed =
        action.op == core::Op::BackwardInput || action.op == core::Op::BackwardWeight
            ? core::joinBackward(m_editor->order(), m_selected)
            : core::splitBackward(m_editor->order(), m_selected);
    if (!changed)
        return refuse(changed.error());
    edit(std::move(changed).value(), action, startOf(m_selected));
}

void EditorSession::fillIn()
{
    const std::optional<core::ScheduleOrder> whole =
        core::filledIn(m_editor->order(), m_editor->costs(), request());
    if (!whole)
        return;
    core::OrderEdit all = core::replaceAll(m_editor->order(), *whole, core::EditKind::FillIn);
    all.focus = m_selected;
    edit(std::move(all), {}, 0);
}

// Visit by visit as they begin: what comes first can always run.
void EditorSession::fillSome(int visits)
{
    const std::optional<core::ScheduleOrder> whole =
        core::filledIn(m_editor->order(), m_editor->costs(), request());
    if (!whole)
        return;
    const core::OrderGrid grid = core::placeOnGrid(*whole, m_editor->costs());
    std::vector<std::pair<std::int64_t, core::VisitPlace>> all;
    for (int rank = 0; rank < whole->ranks; ++rank) {
        const auto &row = grid.visits[static_cast<std::size_t>(rank)];
        for (std::size_t index = 0; index < row.size(); ++index)
            all.push_back({row[index].start, {rank, index}});
    }
    std::ranges::stable_sort(all, {}, [](const auto &each) { return each.first; });
    core::ScheduleOrder some = m_editor->order();
    for (std::vector<core::Action> &actions : some.actions)
        actions.clear();
    for (int count = 0; count < visits && count < static_cast<int>(all.size()); ++count) {
        const core::VisitPlace place = all[static_cast<std::size_t>(count)].second;
        some.actions[static_cast<std::size_t>(place.rank)].push_back(
            listOf(*whole, place.rank)[place.index]);
    }
    edit(core::replaceAll(m_editor->order(), some, core::EditKind::FillIn), {}, 0);
}

void EditorSession::undo()
{
    if (!m_editor->canUndo())
        return;
    m_selected = m_editor->undo().focus;
    m_refused.reset();
    renew();
    Q_EMIT changed();
}

void EditorSession::redo()
{
    if (!m_editor->canRedo())
        return;
    m_selected = m_editor->redo().focus;
    m_refused.reset();
    renew();
    Q_EMIT changed();
}

void EditorSession::forgetRefusal()
{
    if (!m_refused)
        return;
    m_refused.reset();
    Q_EMIT changed();
}

} // namespace ui
