// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/layout_fields.h"
#include "core/io/scenario/scenario_parts.h"
#include "core/io/schedule/order_text.h"
#include "core/schedule/order_from_actions.h"

namespace core {
namespace {

// The ranks of a custom schedule; complains about text that is not a schedule.
class OwnReader
{
public:
    OwnReader(ObjectReader &reader) : m_reader(reader) {}

    void takeRanks(const JsonNode &ranks)
    {
        if (ranks.kind != JsonNode::Kind::Array) {
            m_reader.complain(
                ranks, "ranks",
                "is " + kindText(ranks) +
                    ", but must be a list with one string per rank, such as \"0F0 0F1 0B0 0B1\".");
            return;
        }
        for (const JsonNode &rank : ranks.items) {
            if (rank.kind == JsonNode::Kind::String)
                addRank(ranks, "ranks", rank.text);
            else
                m_reader.complain(rank, "ranks",
                                  "holds " + kindText(rank) + ", but a rank is a string.");
        }
    }

    void takeCsv(const JsonNode &at, std::string_view text)
    {
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            std::string_view line = text.substr(0, end);
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            for (const std::string_view row : rowsIn(line)) {
                if (!row.empty() || !text.empty())
                    addRank(at, "csv", row);
            }
        }
    }

    void finish(const JsonNode &at, OwnSchedule &own)
    {
        if (m_bad)
            return;
        std::vector<std::string> notes = m_text.notes();
        Result<ScheduleOrder> order = orderFromActions(m_text.take());
        if (!order) {
            m_reader.complain(at, "", "cannot be read: " + order.error().message);
            return;
        }
        order.value().notes = std::move(notes);
        order.value().schedule = kOwnSchedule;
        order.value().chunks = chunksOf(order.value());
        own.order = std::make_shared<const ScheduleOrder>(std::move(order).value());
    }

private:
    void addRank(const JsonNode &at, std::string_view key, std::string_view line)
    {
        const char separator = line.find(',') == std::string_view::npos ? ' ' : ',';
        if (const Status added = m_text.addRank(line, separator); !added && !m_bad) {
            m_bad = true;
            m_reader.complain(at, key, "cannot be read: " + added.error().message);
        }
    }

    ObjectReader &m_reader;
    OrderTextReader m_text;
    bool m_bad = false;
};

void readOwn(JsonComplaints &complaints, const JsonNode &node, OwnSchedule &own)
{
    ObjectReader reader(complaints, node, "parallel.schedule");
    reader.take("title", own.title);
    OwnReader text(reader);
    const JsonNode *ranks = reader.find("ranks");
    const JsonNode *csv = reader.find("csv"); // of several lines
    if ((ranks != nullptr) == (csv != nullptr))
        reader.complain(node, "", "needs either \"ranks\" or \"csv\".");
    else if (ranks)
        text.takeRanks(*ranks);
    else if (csv->kind == JsonNode::Kind::String)
        text.takeCsv(*csv, csv->text);
    else
        reader.complain(*csv, "csv", "is " + kindText(*csv) + ", but must be a string.");
    reader.finish();
    if (!complaints.any())
        text.finish(node, own);
}

void readPair(ObjectReader &reader, ParallelSpec &parallel)
{
    const JsonNode *at = reader.find("pair");
    if (!at)
        return;
    if (at->kind == JsonNode::Kind::Integer || at->kind == JsonNode::Kind::Number) {
        parallel.pair = PairRule::Factor;
        parallel.pairFactor = at->number;
    } else if (at->kind == JsonNode::Kind::String && (at->text == "sum" || at->text == "max")) {
        parallel.pair = at->text == "max" ? PairRule::Max : PairRule::Sum;
    } else {
        reader.complain(*at, "pair",
                        "is " + kindText(*at) +
                            ", but must be \"sum\", \"max\" or a factor of the sum such as 0.8.");
    }
}

} // namespace

void readSchedule(JsonComplaints &complaints, ObjectReader &reader, ParallelSpec &parallel)
{
    const JsonNode *schedule = reader.find("schedule");
    if (schedule && schedule->kind == JsonNode::Kind::Object) {
        parallel.schedule = kOwnSchedule;
        readOwn(complaints, *schedule, parallel.own);
    } else {
        reader.take("schedule", parallel.schedule);
    }
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    parallel.chunks = entry ? entry->chunks.usual : 1;
    reader.take("chunks", parallel.chunks);
    if (parallel.own.order)
        parallel.chunks = parallel.own.order->chunks; // the text says it
    forEachScheduleOption([&](const auto &field) { readField(reader, field, parallel); });
    readPair(reader, parallel);
}

} // namespace core
