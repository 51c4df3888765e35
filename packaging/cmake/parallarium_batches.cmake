# SPDX-License-Identifier: GPL-3.0-or-later
# Most of the time of a file goes into reading headers and instantiating their templates, so a cold
# build compiles files in batches. Files that declare the same name never share one (batches.awk), so
# an author need not think of it. When a source declares a name that another of its batch has, the build
# notices it by itself and forms the batches anew.
#
# Not CMake's UNITY_BUILD: that writes absolute paths into what it compiles, and a compiler cache
# would miss for a checkout at another path.
option(PARALLARIUM_BATCHES "Compile files in batches, for cold builds" OFF)
set(PARALLARIUM_BATCH_LINES 1200 CACHE STRING "Lines of a batch at most")
# Two builds, one of them backwards, find an include that is missing unless files on both sides have it.
option(PARALLARIUM_BATCHES_BACKWARDS "The last file of a batch comes first" OFF)

set(parallarium_batch_folder ${PROJECT_BINARY_DIR}/batches)
set(parallarium_batch_script ${CMAKE_CURRENT_LIST_DIR}/batches.awk)

# Those that are written by hand and have no compiler options of their own.
function(parallarium_batch_candidates target result)
    get_target_property(sources ${target} SOURCES)
    get_target_property(folder ${target} SOURCE_DIR)
    list(FILTER sources INCLUDE REGEX "\\.cpp$")
    set(candidates "")
    foreach(file IN LISTS sources)
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${folder})
        cmake_path(IS_PREFIX PROJECT_BINARY_DIR ${file} generated)
        get_source_file_property(definitions ${file} TARGET_DIRECTORY ${target} COMPILE_DEFINITIONS)
        get_source_file_property(options ${file} TARGET_DIRECTORY ${target} COMPILE_OPTIONS)
        if(NOT generated AND NOT definitions AND NOT options)
            cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
            list(APPEND candidates ${file})
        endif()
    endforeach()
    set(${result} ${candidates} PARENT_SCOPE)
endfunction()

# Files of a batch are not compiled themselves but included by the one that stands for it.
function(parallarium_batch_compile target batch)
    set(text "// Compiled together, see packaging/cmake/parallarium_batches.cmake.\n")
    foreach(file IN LISTS ARGN)
        set_source_files_properties(${PROJECT_SOURCE_DIR}/${file} TARGET_DIRECTORY ${target}
            PROPERTIES HEADER_FILE_ONLY ON)
        string(APPEND text "#include \"${file}\"\n")
    endforeach()
    set(source ${parallarium_batch_folder}/${batch}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "${text}" @ONLY)
    target_sources(${target} PRIVATE ${source})
    set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES SKIP_AUTOMOC ON)
endfunction()

# parallarium_batches(TARGET...): once all their sources are known
function(parallarium_batches)
    if(NOT PARALLARIUM_BATCHES)
        return()
    endif()
    set(lines "")
    set(files "")
    foreach(target IN LISTS ARGN)
        parallarium_batch_candidates(${target} candidates)
        foreach(file IN LISTS candidates)
            string(APPEND lines "${target}\t${file}\n")
        endforeach()
        list(TRANSFORM candidates PREPEND ${PROJECT_SOURCE_DIR}/)
        list(APPEND files ${candidates})
    endforeach()
    set(list ${parallarium_batch_folder}/files.txt)
    set(answer ${parallarium_batch_folder}/batches.txt)
    file(CONFIGURE OUTPUT ${list} CONTENT "${lines}" @ONLY)
    find_program(AWK_PROGRAM awk REQUIRED)
    set(command ${AWK_PROGRAM} -v root=${PROJECT_SOURCE_DIR} -v lines=${PARALLARIUM_BATCH_LINES}
        -v answer=${answer}.new -f ${parallarium_batch_script} ${list})
    execute_process(COMMAND ${command} COMMAND_ERROR_IS_FATAL ANY)
    file(COPY_FILE ${answer}.new ${answer} ONLY_IF_DIFFERENT)

    # CMake runs again when the answer is another one.
    add_custom_command(OUTPUT ${answer} DEPENDS ${list} ${files} VERBATIM COMMAND ${command}
        COMMAND ${CMAKE_COMMAND} -E copy_if_different ${answer}.new ${answer} COMMENT "Looking for names that files share")
    add_custom_target(parallarium_batch_list ALL DEPENDS ${answer})
    set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${answer})

    file(STRINGS ${answer} lines)
    set(names "")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "^([^\t]*)\t(.*)$" line "${line}")
        list(APPEND names ${CMAKE_MATCH_1})
        list(APPEND batch_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
    endforeach()
    list(REMOVE_DUPLICATES names)
    foreach(name IN LISTS names)
        string(REGEX REPLACE "_[0-9]+$" "" target ${name})
        if(PARALLARIUM_BATCHES_BACKWARDS)
            list(REVERSE batch_${name})
        endif()
        parallarium_batch_compile(${target} ${name} ${batch_${name}})
    endforeach()
endfunction()
