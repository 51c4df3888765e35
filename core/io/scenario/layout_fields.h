// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario/field_rows.h"

namespace core {

// The fields of "training" and "parallel" in scenario files, in the order in which they are
// written. The schedule of "parallel" and its chunks stand between degrees and sharing: a name or
// a list of actions (read_schedule.cpp).
template <class Visit>
void forEachTrainingField(Visit visit)
{
    using T = TrainingSpec;
    visit(Field{"global_batch", &T::globalBatch, 1, WrittenWhen::Always});
    visit(Field{"micro_batch", &T::microBatch, 1, WrittenWhen::Always});
    visit(Field{"sequence", &T::sequence});
    visit(Field{"precision", &T::precision});
    visit(Field{"optimizer", &T::optimizer});
    visit(Field{"recompute", &T::recompute});
    visit(Field{"gradient_bytes", &T::gradientBytes, 1, WrittenWhen::IfChanged});
    visit(Field{"reduce_bytes", &T::reduceBytes, 1, WrittenWhen::IfChanged});
    visit(Field{"dispatch_bytes", &T::dispatchBytes, 1, WrittenWhen::IfChanged});
    visit(Field{"moment_bytes", &T::momentBytes, 1, WrittenWhen::IfChanged});
    visit(Field{"pass", &T::pass});
}

template <class Visit>
void forEachDegreeField(Visit visit)
{
    using P = ParallelSpec;
    visit(Field{"data", &P::data});
    visit(Field{"tensor", &P::tensor});
    visit(Field{"pipeline", &P::pipeline});
    visit(Field{"context", &P::context});
    visit(Field{"expert", &P::expert});
    visit(Field{"dispatch", &P::dispatch});
}

template <class Visit>
void forEachScheduleOption(Visit visit)
{
    using P = ParallelSpec;
    visit(Field{"group", &P::group, 1, WrittenWhen::IfChanged});
    visit(Field{"memory_limit", &P::memoryLimit, 1, WrittenWhen::IfChanged});
}

template <class Visit>
void forEachSharingField(Visit visit)
{
    using P = ParallelSpec;
    visit(Field{"split_memory", &P::splitMemory});
    visit(Field{"sharding", &P::sharding});
    visit(Field{"framework", &P::framework, 1, WrittenWhen::IfChanged});
    visit(Field{"sharding_group", &P::shardingGroup, 1, WrittenWhen::IfChanged});
    visit(Field{"secondary_group", &P::secondaryGroup, 1, WrittenWhen::IfChanged});
    visit(Field{"offload_optimizer", &P::offloadOptimizer, 1, WrittenWhen::IfChanged});
    visit(Field{"gradient_scatter", &P::gradientScatter});
    visit(Field{"sequence_parallel", &P::sequenceParallel});
    visit(Field{"exchange", &P::exchange});
    visit(Field{"post_validation", &P::postValidation});
    visit(Field{"all_reduce", &P::allReduce});
    visit(Field{"bucket_bytes", &P::bucketBytes});
    visit(Field{"overlap", &P::overlap});
    visit(Field{"partition", &P::partition});
    visit(Field{"placement", &P::placement});
}

} // namespace core
