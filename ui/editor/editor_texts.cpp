// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_texts.h"

#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <cmath>

namespace ui {

namespace {

struct EditorWords
{
    Q_DECLARE_TR_FUNCTIONS(ScheduleEditor)
};

QString kindName(core::Op op)
{
    switch (op) {
    case core::Op::Forward:
        return EditorWords::tr("forward %1");
    case core::Op::Backward:
        return EditorWords::tr("full backward %1");
    case core::Op::BackwardInput:
        return EditorWords::tr("backward %1");
    case core::Op::BackwardWeight:
        return EditorWords::tr("weights %1");
    case core::Op::Recompute:
        break;
    }
    return EditorWords::tr("recomputation %1");
}

} // namespace

QString rankName(const core::ScheduleOrder &order, int rank)
{
    return (order.stages > order.ranks ? EditorWords::tr("GPU %1") : EditorWords::tr("Stage %1"))
        .arg(rank + 1);
}

QString visitName(const core::ScheduleOrder &order, const core::Action &action)
{
    const QString name =
        kindName(action.op).arg(countText(static_cast<std::int64_t>(action.microBatch) + 1));
    return order.stages > order.ranks
               ? EditorWords::tr("%1 of stage %2").arg(name).arg(action.stage + 1)
               : name;
}

QString slotsText(const EditorSession &session, std::int64_t ticks)
{
    const double units = session.editor().grid().units(ticks);
    const bool isWhole = std::abs(units - std::round(units)) < 1e-9;
    return isWhole ? countText(std::llround(units)) : decimalsText(units, 1);
}

QString refusalTitle(const EditorSession &session)
{
    const RefusedEdit &refused = *session.refused();
    const core::ScheduleOrder &order = session.editor().order();
    return EditorWords::tr("%1 cannot have %2 like this in slot %3.")
        .arg(rankName(order, refused.rank), visitName(order, refused.action),
             slotsText(session, refused.start));
}

QString refusalClass(const EditorSession &session)
{
    const core::OrderError &error = session.refused()->error;
    return error.position < 0 ? QString() : textOf(core::codeOf(error.fault));
}

QString refusalReason(const EditorSession &session)
{
    const QString message = textOf(session.refused()->error.message);
    return refusalClass(session).isEmpty()
               ? message
               : EditorWords::tr("%1 (Counted from 0, as in files.)").arg(message);
}

QString progressText(const EditorSession &session)
{
    const core::OrderFigures &figures = session.figures();
    const std::int64_t left = figures.visitsOfWhole - figures.visits;
    if (session.isWhole())
        return EditorWords::tr("Complete: every pass has its place.");
    if (session.ready().empty())
        return left == 1 ? EditorWords::tr(
                               "1 pass is left; it cannot be placed within the memory allowed.")
                         : EditorWords::tr(
                               "%1 passes are left; none can be placed within the memory allowed.")
                               .arg(countText(left));
    return left == 1 ? EditorWords::tr("1 pass is left; the dashed one can be placed now.")
                     : EditorWords::tr("%1 passes are left; the dashed ones can be placed now.")
                           .arg(countText(left));
}

QString visitText(const EditorSession &session, core::VisitPlace place)
{
    const core::ScheduleOrder &order = session.editor().order();
    const auto rank = static_cast<std::size_t>(place.rank);
    const core::VisitTime &time = session.editor().grid().visits[rank][place.index];
    const QString text =
        EditorWords::tr("%1: %2, slots %3 to %4")
            .arg(rankName(order, place.rank), visitName(order, order.actions[rank][place.index]),
                 slotsText(session, time.start), slotsText(session, time.end));
    return time.isCritical ? text + EditorWords::tr(", on the critical path") : text;
}

} // namespace ui
