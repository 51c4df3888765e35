// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_search.h"

#include "core/base/text.h"
#include "ui/layout/timeline/row_arrangement.h"
#include "ui/views/timeline/search_bar.h"
#include "ui/words/text_of.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace ui {

namespace {

constexpr std::size_t kManySpans = 200'000; // fewer are searched in less than a frame

bool hasNames(const TimelineRuns &runs)
{
    return !runs.first.trace().names.empty() ||
           (runs.second && !runs.second->trace().names.empty());
}

std::size_t spanCountOf(const TimelineRuns &runs)
{
    return runs.first.trace().spanCount() + (runs.second ? runs.second->trace().spanCount() : 0);
}

TimelineHits hitsOf(const core::RunPtr &run, const core::SpanQuery &wanted,
                    const core::Watch &watch)
{
    TimelineHits hits;
    hits.rows = searchRows(run.view());
    hits.firstRows = hits.rows.size();
    hits.found = core::findSpans(run.view(), hits.rows, wanted, watch);
    return hits;
}

} // namespace

TimelineSearch::TimelineSearch(TimelineSheet &sheet, TimelineSheet::Accents &accents, QWidget *view)
    : QObject(view), m_sheet(sheet), m_accents(accents), m_view(view)
{}

void TimelineSearch::setLook(const Look &look)
{
    m_look = look;
    if (m_bar != nullptr)
        m_bar->setLook(look);
}

void TimelineSearch::open()
{
    if (m_bar == nullptr) {
        m_bar = new SearchBar(m_view);
        m_bar->setLook(m_look);
        connect(m_bar, &SearchBar::textChanged, this, &TimelineSearch::find);
        connect(m_bar, &SearchBar::stepWanted, this, &TimelineSearch::step);
        connect(m_bar, &SearchBar::stopWanted, this, &TimelineSearch::stop);
        connect(m_bar, &SearchBar::closeWanted, this, [this] {
            close();
            m_view->setFocus(Qt::OtherFocusReason);
        });
    }
    m_bar->setFindsNames(m_sheet.hasPicture() && hasNames(m_sheet.runs()));
    m_bar->place();
    m_bar->show();
    m_bar->raise();
    m_bar->take();
    find(m_bar->text());
}

bool TimelineSearch::close()
{
    const bool wasOpen = m_bar != nullptr && !m_bar->isHidden();
    if (wasOpen)
        m_bar->hide();
    if (!wasOpen && !m_accents.hits)
        return false;
    clear({});
    return true;
}

void TimelineSearch::place()
{
    if (m_bar != nullptr && !m_bar->isHidden())
        m_bar->place();
}

void TimelineSearch::say(const QString &note)
{
    m_note = note;
    if (m_bar == nullptr)
        return;
    m_bar->setSearching(m_searching);
    m_bar->setNote(note);
}

void TimelineSearch::tell(double share)
{
    if (m_searching)
        say(tr("searching … %1").arg(QString::fromStdString(core::figureOfShare(share))));
}

void TimelineSearch::stop()
{
    if (!m_searching)
        return;
    cancel();
    say(tr("cancelled"));
}

// What is under way is not waited for.
void TimelineSearch::cancel()
{
    ++m_asked;
    if (std::exchange(m_searching, false))
        m_worker([](const core::Watch &) -> Delivery { return [] {}; });
}

void TimelineSearch::clear(const QString &note)
{
    cancel();
    m_text.clear();
    say(note);
    if (!m_accents.hits)
        return;
    m_accents.hits.reset();
    Q_EMIT marksChanged({});
    Q_EMIT pictureChanged();
}

void TimelineSearch::find(const QString &text)
{
    if (text.trimmed().isEmpty() || !m_sheet.hasPicture())
        return clear({});
    const TimelineRuns runs = m_sheet.runs();
    const auto query = core::parseSpanQuery(text.toStdString(), hasNames(runs));
    if (!query)
        return clear(textOf(query.error().message));
    m_text = text;
    const bool many = spanCountOf(runs) > kManySpans;
    m_searching = many;
    if (many) {
        m_accents.hits.reset(); // they may name devices that are gone
        say(tr("searching …"));
        Q_EMIT pictureChanged();
    }
    (many ? m_worker : WorkRunner(workAtOnce))(
        [this, asked = ++m_asked, first = m_sheet.firstRun(), second = m_sheet.secondRun(),
         wanted = query.value()](const core::Watch &watch) -> Delivery {
            const auto hits = std::make_shared<TimelineHits>(hitsOf(first, wanted, watch));
            if (second)
                *hits = joined(std::move(*hits), hitsOf(second, wanted, watch));
            return [this, asked, hits] {
                if (asked != m_asked)
                    return;
                m_searching = false;
                show(std::move(*hits));
            };
        });
}

void TimelineSearch::show(TimelineHits hits)
{
    std::vector<core::Nanos> moments;
    for (const core::SpanHit &hit : hits.found.hits) {
        if (moments.empty() || moments.back().count != hit.begin)
            moments.push_back({hit.begin});
    }
    // The first one from here on.
    const auto from = std::ranges::lower_bound(hits.found.hits, m_sheet.viewport().begin.count, {},
                                               &core::SpanHit::begin);
    const auto at = static_cast<std::size_t>(from - hits.found.hits.begin());
    hits.current = at < hits.found.hits.size() ? at : 0;
    m_accents.hits = std::move(hits);
    Q_EMIT marksChanged(moments);
    step(0);
}

void TimelineSearch::step(int by)
{
    if (!m_accents.hits) {
        if (!m_searching)
            refresh(); // it was stopped
        return;
    }
    TimelineHits &hits = *m_accents.hits;
    const auto shown = static_cast<std::int64_t>(hits.found.hits.size());
    if (shown == 0) {
        say(tr("not found"));
        Q_EMIT pictureChanged();
        return;
    }
    const std::int64_t next = static_cast<std::int64_t>(hits.current) + by;
    hits.current = static_cast<std::size_t>((next % shown + shown) % shown);
    say(tr("%1 of %2")
            .arg(countText(static_cast<std::int64_t>(hits.current) + 1),
                 countText(hits.found.count)));
    showCurrent();
    Q_EMIT pictureChanged();
}

// As little moved as shows it; its row, too.
void TimelineSearch::showCurrent()
{
    const TimelineHits &hits = *m_accents.hits;
    const core::SpanHit &hit = hits.found.hits[hits.current];
    const auto number = static_cast<std::size_t>(hit.row);
    const core::SearchRow &row = hits.rows[number];
    const std::vector<TimelineRow> &rows = m_sheet.firstRows();
    const int at =
        hits.runOf(number) == 0 ? arrangedRowOf(m_sheet.runs().first, rows, row.device) : -1;
    const int unit =
        at >= 0 ? rows[static_cast<std::size_t>(at)].index : hitUnit(m_sheet.allRows(), hits, hit);
    if (unit >= 0)
        Q_EMIT rowWanted(unit);
    const TimelineViewport &view = m_sheet.viewport();
    if (hit.begin >= view.begin.count && hit.end <= view.end.count)
        return;
    const double from = static_cast<double>(hit.begin - view.begin.count) * view.pixelsPerNano();
    Q_EMIT viewWanted(panned(view, from - view.body().width() / 3, m_sheet.stop()));
}

void TimelineSearch::refresh()
{
    if (!m_text.isEmpty())
        find(QString(m_text));
}

} // namespace ui
