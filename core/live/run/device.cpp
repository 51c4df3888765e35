// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/device.h"

#include "core/live/run/add_message.h"
#include "core/live/run/processor_time.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace core::live {
namespace {

// Often enough to notice that a neighbour of the core has come or gone, and some 10 % of the time.
constexpr std::int64_t kBetweenPaces = 200'000; // ns of work

// The cost of work that took this long: the given one, or the time it took.
std::int64_t chargedFor(const StepRequest &request, std::size_t instruction, std::int64_t taken)
{
    if (!request.costs.empty())
        return request.costs[instruction];
    return static_cast<std::int64_t>(static_cast<double>(taken) * request.slowness);
}

// ns of processor time that the work takes; 0 where nobody asks.
template <class Work>
std::int64_t timeOf(const StepRequest &request, const Work &work)
{
    if (!request.costs.empty()) {
        work();
        return 0;
    }
    const std::int64_t before = threadProcessorTime();
    work();
    return threadProcessorTime() - before;
}

// Waits until it may compute.
class Turn
{
public:
    explicit Turn(Turns *turns) : m_turns(turns)
    {
        if (m_turns != nullptr)
            m_turns->acquire();
    }
    ~Turn()
    {
        if (m_turns != nullptr)
            m_turns->release();
    }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

private:
    Turns *m_turns;
};

} // namespace

template <class Real>
Device<Real>::Device(const Layout &layout, const OptimizerSpec &optimizer,
                     const SampleSource &samples, int device, Transport &transport,
                     std::vector<Hop> links)
    : m_layout(layout), m_samples(samples), m_replica(layout.replicaOf(device)),
      m_transport(transport), m_clock(std::move(links)), m_store(layout, optimizer, device),
      m_states(m_store.holding().units.size() *
               static_cast<std::size_t>(layout.order.microBatches)),
      m_batches(static_cast<std::size_t>(layout.order.microBatches))
{
    for (const HeldUnit &unit : m_store.holding().units)
        m_units.push_back(
            makeUnit<Real>(layout.network, unit.unit, layout.partnerOf(device), layout.partners));
    m_record.losses.resize(m_batches.size());
    m_record.hasLoss.resize(m_batches.size());
}

template <class Real>
bool Device<Real>::run(const Program &program, const StepRequest &request)
{
    m_clock.restart();
    m_store.forgetBorrowed();
    startRecord(program, request);
    for (std::size_t i = 0; i < program.size(); ++i) {
        if (request.stop.stop_requested())
            return false; // one that waits for nobody would otherwise go on to its end
        m_space.forgetPeak();
        const Instruction &instruction = program[i];
        std::int64_t cost = 0;
        std::int64_t begin = m_clock.now(instruction.stream);
        if (isWork(instruction.code)) {
            cost = chargedFor(request, i,
                              timeOf(request, [&] { (void)execute(instruction, request); }));
            begin = m_clock.work(instruction.stream, cost);
        } else if (charges(instruction.code)) {
            if (!execute(instruction, request))
                return false;
            cost = chargedFor(request, i, m_addTime);
            (void)m_clock.work(instruction.stream, cost);
        } else if (!execute(instruction, request)) {
            return false;
        }
        m_record.put(
            i, {begin, m_clock.now(instruction.stream), cost, m_space.taken(), m_space.peak()});
        m_sincePace += cost;
        if (request.paced && (m_sincePace >= kBetweenPaces || i + 1 == program.size()))
            measurePace(i + 1);
    }
    ++m_updates;
    return true;
}

template <class Real>
void Device<Real>::startRecord(const Program &program, const StepRequest &request)
{
    m_record.restart(program.size());
    m_record.pace.assign(request.paced ? program.size() : 0, {});
    if (!request.paced)
        return;
    if (!m_pace)
        m_pace = std::make_unique<Pace>();
    m_firstUnpaced = 0;
    measurePace(0);
}

// Instructions since the last pace lie between that and the present one.
template <class Real>
void Device<Real>::measurePace(std::size_t next)
{
    const std::int64_t now = m_pace->measure();
    for (; m_firstUnpaced < next; ++m_firstUnpaced)
        m_record.pace[m_firstUnpaced] = {m_lastPace, now};
    m_lastPace = now;
    m_sincePace = 0;
}

template <class Real>
bool Device<Real>::execute(const Instruction &instruction, const StepRequest &request)
{
    switch (instruction.code) {
    case Code::Load:
        load(instruction, request.number);
        return true;
    case Code::Forward:
    case Code::BackwardInput:
    case Code::BackwardWeight: {
        const Turn turn(request.turns);
        compute(instruction);
        return true;
    }
    case Code::Finish:
        release(state(instruction.unit, instruction.microBatch), m_space);
        return true;
    case Code::Pass:
        pass(instruction);
        return true;
    case Code::Update:
        m_store.update(instruction.begin, instruction.end, m_updates + 1, instruction.clears);
        return true;
    case Code::Gather:
        m_store.gather(*m_store.holding().find(instruction.unit));
        return true;
    case Code::Drop:
        m_store.drop(*m_store.holding().find(instruction.unit));
        return true;
    case Code::Join:
        m_clock.join();
        return true;
    default:
        return communicate(instruction, request);
    }
}

template <class Real>
void Device<Real>::compute(const Instruction &instruction)
{
    Unit<Real> &unit = *m_units[heldIndex(instruction.unit)];
    UnitState<Real> &here = state(instruction.unit, instruction.microBatch);
    const HeldUnit &held = m_store.holding().units[heldIndex(instruction.unit)];
    if (instruction.code == Code::BackwardWeight) {
        m_store.gradients().clear(instruction.begin, instruction.end);
        m_store.gradients().moveTo(held.offset);
        unit.backwardWeight(here, m_store.gradients(), m_space);
        return;
    }
    const Real *weights = m_store.unitWeights(held);
    const bool forward = instruction.code == Code::Forward;
    const int end =
        std::min<int>(instruction.partEnd, forward ? unit.forwardParts() : unit.backwardParts());
    for (int part = instruction.part; part < end; ++part) {
        if (forward)
            unit.forward(part, here, weights, m_space);
        else
            unit.backwardInput(part, here, weights, m_space);
    }
    const bool lastUnit = instruction.unit + 1 == unitCount(m_layout.network);
    if (forward && lastUnit && end == unit.forwardParts()) {
        const auto microBatch = static_cast<std::size_t>(instruction.microBatch);
        m_record.losses[microBatch] = here.loss;
        m_record.hasLoss[microBatch] = true;
    }
}

// The first unit needs the inputs, the last one the targets; a device with either has both.
template <class Real>
void Device<Real>::load(const Instruction &instruction, std::int64_t step)
{
    const NetworkSpec &network = m_layout.network;
    MicroBatch<Real> &batch = m_batches[static_cast<std::size_t>(instruction.microBatch)];
    const std::int64_t first =
        step * m_layout.batch() +
        (std::int64_t{m_replica} * m_layout.order.microBatches + instruction.microBatch) *
            m_layout.samples;
    const auto samples = static_cast<std::size_t>(m_layout.samples);
    const auto width = static_cast<std::size_t>(inputWidth(network));
    const auto targets = static_cast<std::size_t>(targetsPerSample(network));
    batch.targets.resize(samples * targets);
    if (network.kind == NetworkKind::Mlp && batch.numbers.empty())
        batch.numbers = Buffer<Real>(samples * width);
    if (network.kind == NetworkKind::Gpt)
        batch.tokens.resize(samples * width);
    for (std::size_t i = 0; i < samples; ++i) {
        const std::int64_t sample = first + static_cast<std::int64_t>(i);
        if (network.kind == NetworkKind::Mlp)
            writeNumbers(network, m_samples, sample, batch.numbers.data() + i * width);
        else
            writeTokens(network, m_samples, sample, batch.tokens.data() + i * width);
        writeTargets(network, m_samples, sample, batch.targets.data() + i * targets);
    }
}

template <class Real>
void Device<Real>::pass(const Instruction &instruction)
{
    UnitState<Real> &from = state(instruction.unit, instruction.microBatch);
    if (instruction.backward)
        state(instruction.unit - 1, instruction.microBatch).outputGradient =
            std::move(from.inputGradient);
    else
        state(instruction.unit + 1, instruction.microBatch).input = std::move(from.output);
}

template <class Real>
bool Device<Real>::communicate(const Instruction &instruction, const StepRequest &request)
{
    switch (instruction.code) {
    case Code::Send:
    case Code::Lend:
        send(instruction);
        return true;
    case Code::Settle:
        return m_transport.settle(request.stop);
    case Code::AddTied:
        if (instruction.peer < 0) {
            m_addTime = timeOf(request, [&] { m_store.addTiedLocally(); });
            return true;
        }
        break;
    default:
        break;
    }
    std::optional<Message> message =
        m_transport.receive(instruction.peer, messageTag(instruction), request.stop);
    if (!message)
        return false;
    (void)m_clock.receive(instruction.stream, message->arrival);
    // Waiting for it is no work: the processor time of a wait tells of this machine's scheduler.
    if (charges(instruction.code))
        m_addTime = timeOf(request, [&] { accept(instruction, *message); });
    else
        accept(instruction, *message);
    if (instruction.code == Code::Borrow)
        m_transport.keep();
    else
        m_transport.release();
    return true;
}

template <class Real>
void Device<Real>::send(const Instruction &instruction)
{
    if (instruction.clears) {
        const std::span<std::byte> own = bytesAt(instruction);
        Terms terms = std::exchange(m_collected, {});
        terms.push_back(own);
        m_transport.lendTerms(instruction.peer, std::move(terms),
                              m_clock.send(instruction.stream, instruction.peer,
                                           {static_cast<std::int64_t>(own.size())}));
        return;
    }
    const std::span<const std::byte> bytes =
        instruction.place == Place::Gradients
            ? m_store.gradientsToLend(instruction.begin, instruction.end)
            : bytesAt(instruction);
    const std::int64_t arrival = m_clock.send(instruction.stream, instruction.peer,
                                              {static_cast<std::int64_t>(bytes.size())});
    if (instruction.code == Code::Lend) {
        m_transport.lend(instruction.peer, bytes, arrival);
        return;
    }
    if (instruction.place == Place::Gradients) { // which stay here
        m_transport.send(instruction.peer, messageTag(instruction), bytes, arrival);
        return;
    }
    Buffer<Real> &here = handedOver(instruction);
    const std::size_t size = here.size();
    auto buffer = Buffer<std::byte>::of(std::move(here));
    m_transport.give(instruction.peer, messageTag(instruction), buffer, arrival);
    if (buffer.empty())
        m_space.letGo(size);
    else
        m_space.give(Buffer<Real>::of(std::move(buffer)));
}

template <class Real>
void Device<Real>::accept(const Instruction &instruction, Message &message)
{
    if (instruction.code == Code::Borrow)
        return m_store.borrow(instruction.begin, instruction.end, message.bytes);
    if (instruction.code == Code::Collect && !message.terms.empty()) {
        m_collected = std::move(message.terms);
        return;
    }
    if (instruction.code == Code::Receive) {
        Buffer<Real> &buffer = handedOver(instruction);
        if (!message.given.empty()) {
            buffer = m_space.adopt(Buffer<Real>::of(std::move(message.given)));
            return;
        }
        buffer = m_space.take(instruction.size());
    }
    const std::span<std::byte> to = bytesAt(instruction);
    if (instruction.code == Code::Receive || instruction.code == Code::ReceiveCopy)
        std::memcpy(to.data(), message.bytes.data(), to.size());
    else if (instruction.place == Place::Gradients &&
             m_store.gradients().accumulation() == Accumulation::Exact)
        addMessage<double>(to, message);
    else
        addMessage<Real>(to, message);
}

template <class Real>
std::span<std::byte> Device<Real>::bytesAt(const Instruction &instruction)
{
    const auto part = [&](std::span<Real> all) {
        return std::as_writable_bytes(all.subspan(instruction.begin, instruction.size()));
    };
    switch (instruction.place) {
    case Place::Activation:
    case Place::ActivationGradient:
        return part(handedOver(instruction).all());
    case Place::Part:
        return part(state(instruction.unit, instruction.microBatch).part.all());
    case Place::Weights:
        return std::as_writable_bytes(m_store.weights(instruction.begin, instruction.end));
    case Place::Gradients:
        return m_store.gradientBytesAt(instruction.begin, instruction.end);
    case Place::None:
        break;
    }
    return {};
}

// What stages send each other.
template <class Real>
Buffer<Real> &Device<Real>::handedOver(const Instruction &instruction)
{
    UnitState<Real> &here = state(instruction.unit, instruction.microBatch);
    const bool arrives = instruction.code == Code::Receive;
    if (instruction.place == Place::Activation)
        return arrives ? here.input : here.output;
    return arrives ? here.outputGradient : here.inputGradient;
}

template <class Real>
UnitState<Real> &Device<Real>::state(int unit, int microBatch)
{
    UnitState<Real> &here =
        m_states[heldIndex(unit) * m_batches.size() + static_cast<std::size_t>(microBatch)];
    here.samples = m_layout.samples;
    here.batch = &m_batches[static_cast<std::size_t>(microBatch)];
    here.divisor = static_cast<double>(m_layout.batch()) * targetsPerSample(m_layout.network);
    return here;
}

template <class Real>
std::size_t Device<Real>::heldIndex(int unit) const
{
    const auto &units = m_store.holding().units;
    return static_cast<std::size_t>(std::ranges::find(units, unit, &HeldUnit::unit) -
                                    units.begin());
}

template class Device<float>;
template class Device<double>;

} // namespace core::live
