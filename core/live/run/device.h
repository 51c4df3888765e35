// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/unit.h"
#include "core/live/network/samples.h"
#include "core/live/program/program.h"
#include "core/live/program/virtual_clock.h"
#include "core/live/run/pace.h"
#include "core/live/run/room.h"
#include "core/live/run/transport.h"
#include "core/live/run/weight_store.h"

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace core::live {

// What one instruction did.
struct Recorded
{
    std::int64_t begin = 0; // virtual ns
    std::int64_t end = 0;
    std::int64_t cost = 0;
    Bytes activations;
    Bytes fullest;
};

// ns that a Pace took before and behind a stretch of work.
struct PaceAround
{
    std::int64_t before = 0;
    std::int64_t after = 0;

    [[nodiscard]] double mean() const { return static_cast<double>(before + after) / 2; }
};

// What one device did in one step; an entry for each instruction.
struct DeviceRecord
{
    void restart(std::size_t instructions)
    {
        for (std::vector<std::int64_t> *column : {&begin, &end, &cost})
            column->assign(instructions, 0);
        for (std::vector<Bytes> *column : {&activations, &fullest})
            column->assign(instructions, {});
    }
    void put(std::size_t instruction, const Recorded &what)
    {
        begin[instruction] = what.begin;
        end[instruction] = what.end;
        cost[instruction] = what.cost;
        activations[instruction] = what.activations;
        fullest[instruction] = what.fullest;
    }

    std::vector<std::int64_t> begin; // virtual ns
    std::vector<std::int64_t> end;
    std::vector<std::int64_t> cost; // ns of work that were charged
    std::vector<PaceAround> pace;   // measured beside it; empty unless it was asked for
    std::vector<Bytes> activations; // allocated when the instruction was done
    std::vector<Bytes> fullest;     // the most of it until then, from its begin
    std::vector<LossSum> losses;    // by micro-batch; of the device with the last unit
    std::vector<bool> hasLoss;
};

struct StepRequest
{
    std::int64_t number = 0;             // from 0
    std::span<const std::int64_t> costs; // of each instruction; empty: what it really takes
    double slowness = 1;                 // of what it really takes: 2 for a device at half speed
    bool paced = false;                  // the pace of the processor is measured beside the work
    Turns *turns = nullptr;              // to be waited for before anything is computed; null: none
    std::stop_token stop;
};

// Everything that one device owns. No other thread touches it while it runs.
template <class Real>
class Device
{
public:
    Device(const Layout &layout, const OptimizerSpec &optimizer, const SampleSource &samples,
           int device, Transport &transport, std::vector<Hop> links);

    // One step of the program. False: stopped in the middle, and unusable for another step. Throws
    // std::bad_alloc where there is no memory for what the step needs; then it is unusable as well.
    [[nodiscard]] bool run(const Program &program, const StepRequest &request);
    [[nodiscard]] const DeviceRecord &record() const { return m_record; }
    [[nodiscard]] WeightStore<Real> &store() { return m_store; }

private:
    void startRecord(const Program &program, const StepRequest &request);
    void measurePace(std::size_t next);
    [[nodiscard]] bool execute(const Instruction &instruction, const StepRequest &request);
    [[nodiscard]] bool communicate(const Instruction &instruction, const StepRequest &request);
    void compute(const Instruction &instruction);
    void load(const Instruction &instruction, std::int64_t step);
    void pass(const Instruction &instruction);
    void send(const Instruction &instruction);
    void accept(const Instruction &instruction, Message &message);
    [[nodiscard]] Buffer<Real> &handedOver(const Instruction &instruction);
    [[nodiscard]] std::span<std::byte> bytesAt(const Instruction &instruction);
    [[nodiscard]] UnitState<Real> &state(int unit, int microBatch);
    [[nodiscard]] std::size_t heldIndex(int unit) const;

    const Layout &m_layout;
    const SampleSource &m_samples;
    int m_replica;
    Transport &m_transport;
    VirtualClock m_clock;
    WeightStore<Real> m_store;
    Workspace<Real> m_space;
    std::vector<std::unique_ptr<Unit<Real>>> m_units; // by held unit
    std::vector<UnitState<Real>> m_states;            // [held unit * micro-batches + micro-batch]
    std::vector<MicroBatch<Real>> m_batches;
    Terms m_collected; // until they are sent on, with what is here
    DeviceRecord m_record;
    std::unique_ptr<Pace> m_pace;   // once it was asked for
    std::int64_t m_lastPace = 0;    // ns
    std::int64_t m_sincePace = 0;   // ns of work
    std::size_t m_firstUnpaced = 0; // instruction
    int m_updates = 0;
    std::int64_t m_addTime = 0; // ns of processor time that the last message took to be added
};

} // namespace core::live
